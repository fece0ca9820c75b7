-- Logs and permits.
local seldom = {}

-- Sliding log: amount, length, most entries. Words: sum, head, end, then instants and costs.
function seldom.newest(c)
  return c[3] > c[2] and max(now, c[4 + 2 * (c[3] - 1)]) or now
end

function seldom.used(a, o, c)
  local used, newest, i = c[1], seldom.newest(c), c[2]
  while used > 0 and newest - c[4 + 2 * i] >= a[o + P + 1] do
    used = used - c[5 + 2 * i]
    i = i + 1
  end
  return used
end

function seldom.usedAtMost(a, o, c, most)
  local used, when, i = c[1], now, c[2]
  while used > most do
    used = used - c[5 + 2 * i]
    when = min(NEVER, c[4 + 2 * i] + a[o + P + 1])
    i = i + 1
  end
  return when <= seldom.newest(c) and now or when
end

function seldom.log(a, o, c, cost)
  local length = a[o + P + 1]
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
  if last > 0 and (entries[last - 1] == newest or last >= 2 * a[o + P + 2]) then
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

-- Permits: amount, lease, held at least so long to count, most holders. Words: how many holders,
-- the newest instant, then holder, permits, since and renewed of each.
function seldom.free(a, o, c, instant)
  local lease, older = a[o + P + 1], a[o + P + 2]
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
  local free = a[o + P] - counted
  return live < a[o + P + 3] and free or min(0, free)
end

function seldom.lastExpiry(a, o, c)
  local last = now
  for i = 3, 2 + 4 * c[1], 4 do
    last = max(last, min(NEVER, c[i + 3] + a[o + P + 1]))
  end
  return last
end

function seldom.freeAt(a, o, c, cost)
  local lease = a[o + P + 1]
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
    if cost <= seldom.free(a, o, c, expiry) then
      return expiry
    end
  end
  return seldom.lastExpiry(a, o, c)
end

function seldom.drop(c, i)
  local last = 3 + 4 * (c[1] - 1)
  for k = 0, 3 do
    c[i + k] = c[last + k]
    c[last + k] = nil
  end
  c[1] = c[1] - 1
end

function seldom.hold(a, o, c, cost, holder)
  local newest = max(now, c[2])
  for i = 3 + 4 * (c[1] - 1), 3, -4 do
    if min(NEVER, c[i + 3] + a[o + P + 1]) <= newest then
      seldom.drop(c, i)
    end
  end
  local i = 3 + 4 * c[1]
  c[i], c[i + 1], c[i + 2], c[i + 3] = holder, cost, newest, newest
  c[1], c[2] = c[1] + 1, newest
  return min(NEVER, newest + a[o + P + 1])
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

function seldom.renew(a, o, c, holder)
  local renewed = false
  local newest = max(now, c[2])
  for i = 3, 2 + 4 * c[1], 4 do
    if c[i] == holder and min(NEVER, c[i + 3] + a[o + P + 1]) > newest then
      c[i + 3], c[2] = newest, newest
      renewed = true
    end
  end
  return renewed
end
