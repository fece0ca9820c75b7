-- A block of its own, not indented: Lua has room for 200 local names at a time.
do
-- Sliding slices. Words: the newest slice, then the ring.
local slides = {}
kinds[SLICES] = slides

function slides.meter(a, p)
  return { most = a[p], slices = a[p + 1], length = a[p + 2] }
end

local function ring(meter, key)
  return cell(key, 2 + meter.slices)
end

local function used(meter, key)
  local c = ring(meter, key)
  local slices = meter.slices
  local number = max(c[1], floor(now / meter.length))
  local sum = 0
  for i = number - slices, c[1] do
    sum = sum + c[2 + fmod(i, slices + 1)]
  end
  return sum
end

function slides.attempt(meter, cost, key)
  return used(meter, key) + cost <= meter.most
end

function slides.take(meter, cost, key)
  local c = ring(meter, key)
  local slices, length = meter.slices, meter.length
  local number = max(c[1], floor(now / length))
  for i = max(c[1] + 1, number - slices), number do
    c[2 + fmod(i, slices + 1)] = 0
  end
  c[1] = number
  local place = 2 + fmod(number, slices + 1)
  c[place] = c[place] + cost
  written(key, (number + slices + 1) * length)
end

function slides.giveBack(meter, cost, key, _, at)
  local c = ring(meter, key)
  local slices, length = meter.slices, meter.length
  local number = floor(at / length)
  local newest = max(c[1], floor(now / length))
  if untouched[key] or number < newest - slices or number > c[1] then
    return
  end
  local place = 2 + fmod(number, slices + 1)
  c[place] = max(0, c[place] - cost)
  written(key, (c[1] + slices + 1) * length)
end

function slides.room(meter, debt, key)
  return max(0, min(NEVER, meter.most + debt) - used(meter, key))
end

function slides.stands(meter, _, key)
  ring(meter, key)
  return untouched[key] and '' or text(key)
end

function slides.ends(meter, at)
  return at + (meter.slices + 1) * meter.length
end

-- Sliding log: amount, length, most entries. Words: sum, head, end, then instants and costs.
local seldom = {}
local logs = {}
kinds[LOG] = logs

function seldom.newest(c)
  return c[3] > c[2] and max(now, c[4 + 2 * (c[3] - 1)]) or now
end

function seldom.used(meter, c)
  local used, newest, i = c[1], seldom.newest(c), c[2]
  while used > 0 and newest - c[4 + 2 * i] >= meter.length do
    used = used - c[5 + 2 * i]
    i = i + 1
  end
  return used
end

function seldom.usedAtMost(meter, c, most)
  local used, when, i = c[1], now, c[2]
  while used > most do
    used = used - c[5 + 2 * i]
    when = min(NEVER, c[4 + 2 * i] + meter.length)
    i = i + 1
  end
  return when <= seldom.newest(c) and now or when
end

function seldom.log(meter, c, cost)
  local length = meter.length
  local newest = seldom.newest(c)
  local entries = {}
  local sum = 0
  for i = c[2], c[3] - 1 do
    if newest - c[4 + 2 * i] < length and c[5 + 2 * i] > 0 then
      entries[#entries + 1] = c[4 + 2 * i]
      entries[#entries + 1] = c[5 + 2 * i]
      sum = sum + c[5 + 2 * i]
    end
  end
  local last = #entries
  if last > 0 and (entries[last - 1] == newest or last >= 2 * meter.entries) then
    entries[last - 1] = newest
    entries[last] = entries[last] + cost
  else
    entries[last + 1] = newest
    entries[last + 2] = cost
  end
  for i = #c, 4, -1 do
    c[i] = nil
  end
  c[1], c[2], c[3] = sum + cost, 0, #entries / 2
  for i = 1, #entries do
    c[3 + i] = entries[i]
  end
  return newest + length
end

function logs.meter(a, p)
  return { most = a[p], length = a[p + 1], entries = a[p + 2] }
end

function logs.attempt(meter, cost, key)
  local most = meter.most
  return cost <= most and seldom.usedAtMost(meter, cell(key, 3), most - cost) <= now
end

function logs.take(meter, cost, key)
  written(key, seldom.log(meter, cell(key, 3), cost))
end

function logs.giveBack(meter, cost, key, _, at)
  local c = cell(key, 3)
  local newest = seldom.newest(c)
  if untouched[key] or newest - at >= meter.length then
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
  written(key, newest + meter.length)
end

function logs.room(meter, debt, key)
  return max(0, min(NEVER, meter.most + debt) - seldom.used(meter, cell(key, 3)))
end

function logs.stands(meter, cost, key)
  local c = cell(key, 3)
  local sum = seldom.used(meter, c)
  local most = meter.most - cost
  local reset = seldom.usedAtMost(meter, c, (most < 0 or sum <= most) and 0 or most)
  local passesAt = cost == 0 and now or most < 0 and NEVER or seldom.usedAtMost(meter, c, most)
  return struct_pack('<ddd', passesAt, max(0, meter.most - sum), reset)
end

function logs.ends(meter, at)
  return at + meter.length
end

-- Permits: amount, lease, held at least so long to count, most holders. Words: how many holders,
-- the newest instant, then holder, permits, since and renewed of each.
function seldom.free(meter, c, instant)
  local lease, older = meter.lease, meter.older
  local live, counted = 0, 0
  local newest = max(instant, c[2])
  for i = 3, 2 + 4 * c[1], 4 do
    if min(NEVER, c[i + 3] + lease) > newest then
      live = live + 1
      if newest - c[i + 2] >= older then
        counted = counted + c[i + 1]
      end
    end
  end
  local free = meter.most - counted
  return live < meter.holders and free or min(0, free)
end

function seldom.lastExpiry(meter, c)
  local last = now
  for i = 3, 2 + 4 * c[1], 4 do
    last = max(last, min(NEVER, c[i + 3] + meter.lease))
  end
  return last
end

function seldom.freeAt(meter, c, cost)
  local lease = meter.lease
  local expiry = max(now, c[2])
  for _ = 1, 32 do
    local next = NEVER
    for i = 3, 2 + 4 * c[1], 4 do
      local one = min(NEVER, c[i + 3] + lease)
      if one > expiry then
        next = min(next, one)
      end
    end
    expiry = next
    if cost <= seldom.free(meter, c, expiry) then
      return expiry
    end
  end
  return seldom.lastExpiry(meter, c)
end

function seldom.drop(c, i)
  local last = 3 + 4 * (c[1] - 1)
  for k = 0, 3 do
    c[i + k] = c[last + k]
    c[last + k] = nil
  end
  c[1] = c[1] - 1
end

function seldom.hold(meter, c, cost, holder)
  local newest = max(now, c[2])
  for i = 3 + 4 * (c[1] - 1), 3, -4 do
    if min(NEVER, c[i + 3] + meter.lease) <= newest then
      seldom.drop(c, i)
    end
  end
  local i = 3 + 4 * c[1]
  c[i], c[i + 1], c[i + 2], c[i + 3] = holder, cost, newest, newest
  c[1], c[2] = c[1] + 1, newest
  return min(NEVER, newest + meter.lease)
end

function seldom.letGo(c, cost, holder)
  local left = cost
  for i = 3 + 4 * (c[1] - 1), 3, -4 do
    if left > 0 and c[i] == holder then
      local back = min(left, c[i + 1])
      left = left - back
      c[i + 1] = c[i + 1] - back
      if c[i + 1] == 0 then
        seldom.drop(c, i)
      end
    end
  end
end

function seldom.renew(meter, c, holder)
  local renewed = false
  local newest = max(now, c[2])
  for i = 3, 2 + 4 * c[1], 4 do
    if c[i] == holder and min(NEVER, c[i + 3] + meter.lease) > newest then
      c[i + 3], c[2] = newest, newest
      renewed = true
    end
  end
  return renewed
end

local permits = {}
kinds[PERMITS] = permits

function permits.meter(a, p)
  return { most = a[p], lease = a[p + 1], older = a[p + 2], holders = a[p + 3], holds = true }
end

function permits.attempt(meter, cost, key)
  return cost <= meter.most and cost <= seldom.free(meter, cell(key, 2), now)
end

function permits.take(meter, cost, key, _, holder)
  written(key, seldom.hold(meter, cell(key, 2), cost, holder))
end

function permits.giveBack(meter, cost, key, _, _, holder)
  local c = cell(key, 2)
  if not untouched[key] then
    seldom.letGo(c, cost, holder)
    written(key, c[2] + meter.lease)
  end
end

function permits.room()
  return 0
end

function permits.stands(meter, cost, key)
  local c = cell(key, 2)
  local free = seldom.free(meter, c, now)
  local fits, most = cost == 0 or cost <= free, meter.most
  local passesAt = fits and now or cost > most and NEVER or seldom.freeAt(meter, c, cost)
  local reset = not fits and cost <= most and passesAt or seldom.lastExpiry(meter, c)
  return struct_pack('<ddd', passesAt, max(0, free), reset)
end

function permits.ends(meter, at)
  return at + meter.lease
end

-- Whether a holder still had permits, which are then renewed.
function permits.renew(meter, key, holder)
  local c = cell(key, 2)
  if untouched[key] or not seldom.renew(meter, c, holder) then
    return false
  end
  written(key, c[2] + meter.lease)
  return true
end
end
