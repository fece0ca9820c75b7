local FRESH = { [CEILING] = 0, [BUCKET] = 4, [WINDOW] = 2, [ALLOTMENT] = 3, [LOG] = 3, [PERMITS] = 2, [SHARED] = 9 }

local function own(a, o)
  local kind = a[o]
  return cell(a[o + KEY], kind == SLICES and 2 + a[o + P + 1] or FRESH[kind])
end

-- Until when a claim is refused because what was counted may be lost; 0 where it is not.
local function quarantine(a, o)
  if lostAt == 0 or floor(a[o + FLAGS] / QUARANTINED) == 0 or a[o + COST] == 0 then
    return 0
  end
  local kind = a[o]
  local ends
  if kind == BUCKET then
    ends = lostAt + a[o + P + 5]
  elseif kind == WINDOW then
    ends = lostAt - fmod(lostAt, a[o + P + 1]) + a[o + P + 1]
  elseif kind == SLICES then
    ends = lostAt + (a[o + P + 1] + 1) * a[o + P + 2]
  elseif kind == LOG or kind == PERMITS then
    ends = lostAt + a[o + P + 1]
  elseif kind == ALLOTMENT or kind == SHARED then
    local p = kind == ALLOTMENT and o + P + 6 or o + P + 9
    local from, to = window(a, p, now)
    ends = lostAt >= from and to or 0
  else
    ends = 0
  end
  return ends > now and min(NEVER, ends) or 0
end

-- Whether a cost passes, whatever else is claimed.
local function passes(a, o)
  local cost, kind = a[o + COST], a[o]
  if cost == 0 then
    return true
  end
  if kind == BUCKET then
    local c = own(a, o)
    return cost <= a[o + P] and missing(a, o, c) <= a[o + P + 4] - cost * a[o + P + 3]
  elseif kind == WINDOW then
    local c = own(a, o)
    local used = now - c[2] < a[o + P + 1] and c[1] or 0
    return used + cost <= a[o + P]
  elseif kind == ALLOTMENT then
    local c = own(a, o)
    local from = window(a, o + P + 6, max(now, c[2]))
    local used = c[2] >= from and c[1] or 0
    return cost <= a[o + P + 1] and used + cost <= ceiling(a, o, extra(a, o, c, from))
  elseif kind == SLICES then
    return sliced(a, o, own(a, o)) + cost <= a[o + P]
  elseif kind == CEILING then
    return cost <= a[o + P]
  end
  if kind == LOG then
    return cost <= a[o + P] and seldom.usedAtMost(a, o, own(a, o), a[o + P] - cost) <= now
  elseif kind == PERMITS then
    return cost <= a[o + P] and cost <= seldom.free(a, o, own(a, o), now)
  end
  local m, w = own(a, o), cell(a[o + POOL], 19)
  return cost <= a[o + P] and sharing.offered(a, o, w, m) >= cost * 1000
end

-- Takes a cost, whether it passes or not.
local function take(a, o, cost, holder)
  local kind, key = a[o], a[o + KEY]
  if kind == CEILING then
    return
  end
  local c = own(a, o)
  local deadAt
  if kind == BUCKET then
    deadAt = fill(a, o, c, missing(a, o, c) + cost * a[o + P + 3])
  elseif kind == WINDOW then
    local length = a[o + P + 1]
    if now - c[2] < length then
      c[1] = c[1] + cost
    else
      c[1], c[2] = cost, now - fmod(now, length)
    end
    deadAt = c[2] + length
  elseif kind == ALLOTMENT then
    local from = window(a, o + P + 6, max(now, c[2]))
    local used = c[2] >= from and c[1] or 0
    c[3] = extra(a, o, c, from)
    c[2] = max(c[2], from)
    c[1] = used + cost
    deadAt = c[2] + a[o + P + 5]
  elseif kind == SLICES then
    local slices, length = a[o + P + 1], a[o + P + 2]
    local number = max(c[1], floor(now / length))
    for i = max(c[1] + 1, number - slices), number do
      c[2 + fmod(i, slices + 1)] = 0
    end
    c[1] = number
    local place = 2 + fmod(number, slices + 1)
    c[place] = c[place] + cost
    deadAt = (number + slices + 1) * length
  elseif kind == LOG then
    deadAt = seldom.log(a, o, c, cost)
  elseif kind == PERMITS then
    deadAt = seldom.hold(a, o, c, cost, holder)
  else
    deadAt = sharing.draw(a, o, cell(a[o + POOL], 19), c, cost)
    written(a[o + POOL], deadAt)
  end
  written(key, deadAt)
end

-- Gives a cost back that was taken at an instant by a holder.
local function giveBack(a, o, cost, at, holder)
  local kind, key = a[o], a[o + KEY]
  if kind == CEILING or cost == 0 then
    return
  end
  local c = own(a, o)
  if untouched[key] then
    return
  end
  local deadAt = now
  if kind == BUCKET then
    deadAt = fill(a, o, c, max(0, missing(a, o, c) - cost * a[o + P + 3]))
  elseif kind == WINDOW then
    local length = a[o + P + 1]
    local same = c[2] <= at and at < c[2] + length and now - c[2] < length
    if not same then
      return
    end
    c[1] = max(0, c[1] - cost)
    deadAt = c[2] + length
  elseif kind == ALLOTMENT then
    local from, to = window(a, o + P + 6, max(now, c[2]))
    if c[2] < from or at < from or at >= to then
      return
    end
    c[1] = max(0, c[1] - cost)
    deadAt = c[2] + a[o + P + 5]
  elseif kind == SLICES then
    local slices, length = a[o + P + 1], a[o + P + 2]
    local number = floor(at / length)
    local newest = max(c[1], floor(now / length))
    if number < newest - slices or number > c[1] then
      return
    end
    local place = 2 + fmod(number, slices + 1)
    c[place] = max(0, c[place] - cost)
    deadAt = (c[1] + slices + 1) * length
  elseif kind == LOG then
    local newest = seldom.newest(c)
    if newest - at >= a[o + P + 1] then
      return
    end
    local left = cost
    for i = c[2], c[3] - 1 do
      if left > 0 and c[4 + 2 * i] >= at then
        local back = min(left, c[5 + 2 * i])
        c[5 + 2 * i] = c[5 + 2 * i] - back
        c[1] = c[1] - back
        left = left - back
      end
    end
    deadAt = newest + a[o + P + 1]
  elseif kind == PERMITS then
    seldom.letGo(c, cost, holder)
    deadAt = c[2] + a[o + P + 1]
  else
    deadAt = sharing.putBack(a, o, cell(a[o + POOL], 19), c, cost, at)
    if not deadAt then
      return
    end
    written(a[o + POOL], deadAt)
  end
  written(key, deadAt)
end

-- How much may still be charged with that much debt allowed.
local function room(a, o, debt)
  local kind = a[o]
  if kind == CEILING or kind == PERMITS then
    return 0
  end
  local c = own(a, o)
  if kind == BUCKET then
    local each = a[o + P + 3]
    local most = a[o + P + 4] + min(debt, a[o + P]) * each
    return floor(max(0, most - missing(a, o, c)) / each)
  end
  local used, amount = nil, a[o + P]
  if kind == WINDOW then
    used = now - c[2] < a[o + P + 1] and c[1] or 0
  elseif kind == SLICES then
    used = sliced(a, o, c)
  elseif kind == LOG then
    used = seldom.used(a, o, c)
  elseif kind == ALLOTMENT then
    local from = window(a, o + P + 6, max(now, c[2]))
    used = c[2] >= from and c[1] or 0
    amount = ceiling(a, o, extra(a, o, c, from))
  else
    local offered, owed = sharing.offered(a, o, cell(a[o + POOL], 19), c)
    return floor(offered / 1000) + max(0, debt - owed)
  end
  return max(0, min(NEVER, amount + debt) - used)
end

-- How a claim stands, for the node to read: its counter where that has a fixed length, else
-- when the cost passes, what is left and the reset.
local function stands(a, o)
  local kind, cost = a[o], a[o + COST]
  if kind == CEILING then
    return ''
  elseif kind < LOG then
    own(a, o)
    return untouched[a[o + KEY]] and '' or text(a[o + KEY])
  elseif kind == SHARED then
    local m, w = a[o + KEY], a[o + POOL]
    cell(w, 19)
    own(a, o)
    local pool = untouched[w] and rep('\0', 152) or text(w)
    return pool .. (untouched[m] and rep('\0', 72) or text(m))
  end
  local c = own(a, o)
  local passesAt, left, reset
  if kind == LOG then
    local used = seldom.used(a, o, c)
    local most = a[o + P] - cost
    left = max(0, a[o + P] - used)
    reset = seldom.usedAtMost(a, o, c, (most < 0 or used <= most) and 0 or most)
    passesAt = cost == 0 and now or most < 0 and NEVER or seldom.usedAtMost(a, o, c, most)
  else
    local free = seldom.free(a, o, c, now)
    left = max(0, free)
    passesAt = (cost == 0 or cost <= free) and now or cost > a[o + P] and NEVER or seldom.freeAt(a, o, c, cost)
    reset = cost > 0 and cost <= a[o + P] and cost > free and passesAt or seldom.lastExpiry(a, o, c)
  end
  return struct_pack('<ddd', passesAt, left, reset)
end

local function looked(a, o)
  local kind = a[o]
  if kind ~= CEILING then
    own(a, o)
    if kind == SHARED then
      cell(a[o + POOL], 19)
    end
  end
end
