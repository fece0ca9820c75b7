-- A block of its own, not indented: Lua has room for 200 local names at a time.
do
-- A ceiling keeps nothing.
local ceilings = {}
kinds[CEILING] = ceilings

function ceilings.meter(a, p)
  return { most = a[p] }
end

function ceilings.attempt(meter, cost)
  return cost <= meter.most
end

function ceilings.take() end

function ceilings.giveBack() end

function ceilings.room()
  return 0
end

function ceilings.stands()
  return ''
end

function ceilings.ends()
  return 0
end

-- Buckets, windows and plain quotas are nearly all counters there are, so their words are never made
-- a table, and a counter that stays alive anyway is written without a life, which costs half:
--
-- Of a window and a plain quota, whoever wrote the window first gave the key a life until its end,
-- and all others know the same end, because the length is part of what the counter is called.
-- A bucket's key lives at least BUCKET_KEPT + LINGER after the beginning of the grain of time, of
-- LINGER each, in which its instant lies: whoever brings the instant into another grain gives it a
-- life that long from then on. So within a grain nothing is to be done for a bucket that refills
-- within BUCKET_KEPT, whatever policies the others count by. One that refills slower is given its
-- life each time.
local BUCKET_KEPT = 180 * 1000000
local GRAIN = LINGER * 1000

local function stand(_, _, key)
  return texts[key] or ''
end

-- Words: millionths missing, at, part, debt. Where more time passed than it refills in, the grains
-- come to less than 0, exactly or not.
local buckets = { stands = stand }
kinds[BUCKET] = buckets

function buckets.meter(a, p)
  local refill = a[p + 5]
  return {
    most = a[p],
    rate = a[p + 1],
    divisor = a[p + 2],
    each = a[p + 3],
    grains = a[p + 4],
    refill = refill,
    full = a[p + 6],
    kept = max(refill, BUCKET_KEPT),
    quick = refill <= BUCKET_KEPT,
  }
end

function buckets.attempt(meter, cost, key, _, forced)
  local spelt, at, before, grains = texts[key], now, -GRAIN, 0
  local full, divisor, debt, part = meter.full, meter.divisor, 0, 0
  if spelt then
    grains, before, part, debt = struct_unpack('<dddd', spelt)
    if grains > full then
      grains = min(full, grains - debt) + min(full, debt)
    end
    if divisor > 1 then
      grains = grains * divisor - (part < divisor and part or divisor - 1)
    end
    if before < at then
      grains = grains - (at - before) * meter.rate
    else
      at = before
    end
    if grains < 0 then
      grains = 0
    end
  end
  grains = grains + cost * meter.each
  if not forced and (cost > meter.most or grains > meter.grains) then
    return false
  elseif grains < 0 then
    grains = 0
  end
  part, debt = 0, 0
  if divisor > 1 then
    local millionths = floor((grains + divisor - 1) / divisor)
    grains, part = millionths, millionths * divisor - grains
  end
  if grains > full then
    debt = grains - full
  end
  -- The grain in which it was written before ends at before - before % GRAIN + GRAIN.
  local stays = meter.quick and at < before - before % GRAIN + GRAIN
  return struct_pack('<dddd', grains, at, part, debt), not stays and at + meter.kept
end

function buckets.take(meter, cost, key)
  write(key, buckets.attempt(meter, cost, key, nil, true))
end

function buckets.giveBack(meter, cost, key)
  if texts[key] then
    write(key, buckets.attempt(meter, -cost, key, nil, true))
  end
end

function buckets.room(meter, debt, key)
  local millionths, _, part = struct_unpack('<dddd', (buckets.attempt(meter, 0, key, nil, true)))
  local missing, each = millionths * meter.divisor - part, meter.each
  local most = meter.grains + min(debt, meter.most) * each
  return floor(max(0, most - missing) / each)
end

function buckets.ends(meter, at)
  return at + meter.refill
end

-- Fixed window. Words: used, start of its window.
local windows = { stands = stand }
kinds[WINDOW] = windows

function windows.meter(a, p)
  return { most = a[p], length = a[p + 1], lasts = a[p + 1] / 1000 <= LIFE_MAX }
end

function windows.attempt(meter, cost, key, _, forced)
  local spelt, length, used, start, deadAt = texts[key], meter.length, 0, nil, false
  if spelt then
    used, start = struct_unpack('<dd', spelt)
  end
  if not spelt or now - start >= length then
    used, start = 0, now - now % length
    deadAt = start + length
  elseif not meter.lasts then
    deadAt = start + length
  end
  used = used + cost
  if used > meter.most and not forced then
    return false
  end
  return struct_pack('<dd', used, start), deadAt
end

function windows.take(meter, cost, key)
  write(key, windows.attempt(meter, cost, key, nil, true))
end

function windows.giveBack(meter, cost, key, _, at)
  if not texts[key] then
    return
  end
  local length = meter.length
  local used, start = struct_unpack('<dd', texts[key])
  if start <= at and at < start + length and now - start < length then
    write(key, struct_pack('<dd', max(0, used - cost), start), not meter.lasts and start + length)
  end
end

function windows.room(meter, debt, key)
  local used = struct_unpack('<dd', (windows.attempt(meter, 0, key, nil, true)))
  return max(0, min(NEVER, meter.most + debt) - used)
end

function windows.ends(meter, at)
  return at - at % meter.length + meter.length
end

-- Quota of periods. Words: used, start of its window, what is beyond.
local quotas = { stands = stand }
kinds[ALLOTMENT] = quotas

local NOTHING, CARRY, TOLERANCE = 0, 1, 2
local AMOUNT_MAX = 2 ^ 51
local WINDOWS_MAX = 48

-- Its amount; what is beyond, of which kind, with two numbers; for how long a state counts.
function quotas.meter(a, p)
  local plain = a[p + 2] == NOTHING
  return {
    amount = a[p],
    most = a[p + 1],
    beyond = a[p + 2],
    first = a[p + 3],
    second = a[p + 4],
    counts = a[p + 5],
    period = period(a, p + 6),
    plain = plain,
    lasts = plain and a[p + 5] / 1000 <= LIFE_MAX,
  }
end

local function rolled(meter, used, extra, passed)
  local amount = meter.amount
  if meter.beyond == CARRY then
    local most = meter.first
    if passed > 1 then
      return most
    end
    return max(0, min(most, amount + min(most, extra) - used))
  end
  if passed > WINDOWS_MAX then
    return 0
  end
  -- What is shifted out of 48 bits is gone.
  local here = fmod(extra * 2, 2 ^ WINDOWS_MAX) + (used > amount and 1 or 0)
  return fmod(here, 2 ^ (WINDOWS_MAX - passed + 1)) * 2 ^ (passed - 1)
end

-- What is beyond in the window that begins after the one of these words.
local function rolledTo(meter, from, used, start, extra)
  if used == 0 and start == 0 then
    return 0
  end
  local most = meter.beyond == CARRY and 1 or WINDOWS_MAX
  local earlier, passed = from, 0
  while passed < most and earlier > start do
    earlier = before(meter.period, earlier)
    passed = passed + 1
  end
  return rolled(meter, used, extra, earlier <= start and passed or most + 1)
end

local function limit(meter, extra)
  if meter.beyond == CARRY then
    return meter.amount + min(meter.first, extra)
  elseif meter.beyond == TOLERANCE then
    local over = 0
    local bits = fmod(extra, 2 ^ (meter.second - 1))
    while bits > 0 do
      over = over + fmod(bits, 2)
      bits = floor(bits / 2)
    end
    return over < meter.first and AMOUNT_MAX or meter.amount
  end
  return meter.amount
end

function quotas.attempt(meter, cost, key, _, forced)
  local spelt, at, used, start, extra = texts[key], now, 0, -1, 0
  if spelt then
    used, start, extra = struct_unpack('<ddd', spelt)
    if start > at then
      at = start
    end
  end
  local from = window(meter.period, at)
  local deadAt = not meter.lasts and start + meter.counts
  if start < from then
    extra = spelt and not meter.plain and rolledTo(meter, from, used, start, extra) or 0
    used, start, deadAt = 0, from, from + meter.counts
  end
  used = used + cost
  local most = meter.plain and meter.amount or limit(meter, extra)
  if (cost > meter.most or used > most) and not forced then
    return false
  end
  return struct_pack('<ddd', used, start, extra), deadAt
end

function quotas.take(meter, cost, key)
  write(key, quotas.attempt(meter, cost, key, nil, true))
end

function quotas.giveBack(meter, cost, key, _, at)
  if not texts[key] then
    return
  end
  local used, start, extra = struct_unpack('<ddd', texts[key])
  local from, to = window(meter.period, max(now, start))
  if start >= from and at >= from and at < to then
    local left = struct_pack('<ddd', max(0, used - cost), start, extra)
    write(key, left, not meter.lasts and start + meter.counts)
  end
end

function quotas.room(meter, debt, key)
  local used, _, extra = struct_unpack('<ddd', (quotas.attempt(meter, 0, key, nil, true)))
  return max(0, min(NEVER, limit(meter, extra) + debt) - used)
end

function quotas.ends(meter, at)
  local from, to = window(meter.period, now)
  return at >= from and to or 0
end

-- Fails where the period does not reach this instant.
function quotas.reach(meter, key)
  quotas.attempt(meter, 0, key, nil, true)
end
end
