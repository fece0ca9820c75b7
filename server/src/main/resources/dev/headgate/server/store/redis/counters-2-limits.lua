-- Bucket: capacity, rate, divisor, grains of a unit, grains when full, time to refill,
-- millionths when full. Words: missing, at, part, debt.
local function missing(a, o, c)
  local millionths = c[1]
  if millionths == 0 then
    return 0
  end
  local full, divisor = a[o + P + 6], a[o + P + 2]
  if millionths > full then
    millionths = min(full, millionths - c[4]) + min(full, c[4])
  end
  local elapsed = max(0, now - c[2])
  if elapsed >= a[o + P + 5] then
    return 0
  end
  return max(0, millionths * divisor - min(c[3], divisor - 1) - elapsed * a[o + P + 1])
end

local function fill(a, o, c, grains)
  local divisor = a[o + P + 2]
  local millionths = divisor == 1 and grains or floor((grains + divisor - 1) / divisor)
  c[1] = millionths
  c[3] = millionths * divisor - grains
  c[2] = max(now, c[2])
  c[4] = max(0, millionths - a[o + P + 6])
  return c[2] + a[o + P + 5]
end

-- Sliding slices: amount, slices, length of a slice. Words: the newest slice, then the ring.
local function sliced(a, o, c)
  local slices = a[o + P + 1]
  local number = max(c[1], floor(now / a[o + P + 2]))
  local used = 0
  for i = number - slices, c[1] do
    used = used + c[2 + fmod(i, slices + 1)]
  end
  return used, number
end

-- Allotment: amount, capacity, kind of what is beyond, its two numbers, for how long it counts,
-- the period. Words: used, start of its window, what is beyond.
local NOTHING, CARRY, TOLERANCE = 0, 1, 2
local AMOUNT_MAX = 2 ^ 51
local WINDOWS_MAX = 48

local function rolled(a, o, used, extra, passed)
  local beyond = a[o + P + 2]
  if beyond == CARRY then
    local most = a[o + P + 3]
    if passed > 1 then
      return most
    end
    return max(0, min(most, a[o + P] + min(most, extra) - used))
  end
  if passed > WINDOWS_MAX then
    return 0
  end
  -- What is shifted out of 48 bits is gone.
  local here = fmod(extra * 2, 2 ^ WINDOWS_MAX) + (used > a[o + P] and 1 or 0)
  return fmod(here, 2 ^ (WINDOWS_MAX - passed + 1)) * 2 ^ (passed - 1)
end

local function extra(a, o, c, from)
  local beyond = a[o + P + 2]
  if c[2] >= from then
    return c[3]
  end
  if beyond == NOTHING or (c[1] == 0 and c[2] == 0) then
    return 0
  end
  local windows = beyond == CARRY and 1 or WINDOWS_MAX
  local earlier, passed = from, 0
  while passed < windows and earlier > c[2] do
    earlier = before(a, o + P + 6, earlier)
    passed = passed + 1
  end
  return rolled(a, o, c[1], c[3], earlier <= c[2] and passed or windows + 1)
end

local function ceiling(a, o, carried)
  local beyond = a[o + P + 2]
  if beyond == CARRY then
    return a[o + P] + min(a[o + P + 3], carried)
  elseif beyond == TOLERANCE then
    local over = 0
    local bits = fmod(carried, 2 ^ (a[o + P + 4] - 1))
    while bits > 0 do
      over = over + fmod(bits, 2)
      bits = floor(bits / 2)
    end
    return over < a[o + P + 3] and AMOUNT_MAX or a[o + P]
  end
  return a[o + P]
end
