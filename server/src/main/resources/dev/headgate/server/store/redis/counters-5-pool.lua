-- A block of its own, not indented: Lua has room for 200 local names at a time.
do
local sharing = {}

-- Shared pool, see PoolState. Words of the pool and of the member:
local START, RELEASED, VIRTUAL, SPARE, COMMON, STRETCH, OLD, YOUNG = 1, 2, 3, 4, 5, 6, 7, 10
local MEMBERS, MEMBERS_BEFORE, RETURNED, PROMISED, GRANTED = 13, 14, 15, 16, 17
local BORN, BORN_BEFORE = 18, 19
local SINCE, SEEN_IN, SEEN, OWN, PORTION, PORTION_LEFT = 1, 2, 3, 4, 5, 6
local DRAWN, DEBT, USED = 7, 8, 9
local GREED, TICKS, GRAINS = 8, 65536, 1000

local function released(meter, from, to, instant)
  local last = to - from - 1
  local tick = floor(last / TICKS) + 1
  local ticks = floor(last / tick)
  local shared, initial = meter.shared, meter.initial
  if ticks == 0 then
    return shared
  end
  local passed = floor(max(0, min(last, instant - from)) / tick)
  return initial + floor((shared - initial) * passed / ticks)
end

local function active(w)
  return w[OLD] + w[YOUNG]
end

local function release(meter, w, target)
  local fresh = target - w[RELEASED]
  if fresh <= 0 then
    return
  end
  w[RELEASED] = target
  local sharing = meter.saved > 0 and active(w) or 0
  local divided = w[SPARE] + fresh
  if sharing == 0 then
    w[SPARE] = 0
    w[COMMON] = w[COMMON] + divided
  else
    w[VIRTUAL] = w[VIRTUAL] + floor(divided / sharing)
    w[SPARE] = fmod(divided, sharing)
  end
end

local function retire(w)
  w[COMMON] = w[COMMON] + w[OLD] * w[VIRTUAL] - w[OLD + 1] + w[OLD + 2]
  for i = 0, 2 do
    w[OLD + i] = w[YOUNG + i]
    w[YOUNG + i] = 0
  end
end

local function begin(meter, w, from)
  local follows = w[START] ~= 0 and before(meter.period, from) == w[START]
  local stretch = floor(from / meter.stretch)
  for _ = 1, 2 do
    if w[STRETCH] < stretch then
      retire(w)
      w[STRETCH] = w[STRETCH] + 1
    end
  end
  w[MEMBERS_BEFORE] = follows and w[MEMBERS] or 0
  w[BORN_BEFORE] = follows and w[BORN] or 0
  w[BORN] = max(now, from)
  w[STRETCH] = stretch
  w[START] = from
  w[RELEASED], w[VIRTUAL], w[SPARE], w[COMMON] = 0, 0, 0, 0
  w[MEMBERS], w[RETURNED], w[PROMISED], w[GRANTED] = 0, 0, 0, 0
  for i = 1, 2 do
    w[OLD + i], w[YOUNG + i] = 0, 0
  end
end

local function advance(meter, w)
  local from, to = window(meter.period, max(now, w[START]))
  if from > w[START] then
    begin(meter, w, from)
  end
  local instant = max(now, from)
  local length = meter.stretch
  local stretch = floor(instant / length)
  for _ = 1, 2 do
    if w[STRETCH] < stretch then
      release(meter, w, released(meter, from, to, (w[STRETCH] + 1) * length))
      retire(w)
      w[STRETCH] = w[STRETCH] + 1
    end
  end
  w[STRETCH] = max(w[STRETCH], stretch)
  release(meter, w, released(meter, from, to, instant))
  return from
end

local function generation(meter, w, m)
  if meter.saved == 0 or m[SINCE] == 0 then
    return nil
  end
  local age = w[STRETCH] - m[SEEN_IN]
  local it = age == 0 and YOUNG or OLD
  return age <= 1 and w[it] > 0 and it or nil
end

local function see(w, m, own)
  m[SEEN_IN], m[SEEN], m[OWN] = w[STRETCH], w[VIRTUAL], own
  w[YOUNG] = w[YOUNG] + 1
  w[YOUNG + 1] = w[YOUNG + 1] + w[VIRTUAL]
  w[YOUNG + 2] = w[YOUNG + 2] + own
end

local function portion(meter, w, returns)
  local reserve, least = meter.reserve, meter.floor
  local left = reserve - w[PROMISED]
  local each = least
  if w[MEMBERS_BEFORE] > 0 then
    each = max(least, floor(floor(reserve / 2) / w[MEMBERS_BEFORE]))
  end
  if returns then
    return left >= least and min(each, left) or 0
  end
  local awaited = max(0, w[MEMBERS_BEFORE] - w[RETURNED])
  local owed = awaited > floor(left / each) and left or awaited * each
  return left - min(left, owed) >= least and least or 0
end

local function enter(meter, w, m)
  if m[SINCE] ~= w[BORN] then
    local returns = m[SINCE] ~= 0 and m[SINCE] == w[BORN_BEFORE]
    if not returns then
      m[SEEN_IN] = 0
    end
    local promised = portion(meter, w, returns)
    w[PROMISED] = w[PROMISED] + promised
    w[RETURNED] = w[RETURNED] + (returns and 1 or 0)
    w[MEMBERS] = w[MEMBERS] + 1
    m[SINCE], m[PORTION], m[PORTION_LEFT] = w[BORN], promised, promised
    m[SEEN], m[OWN], m[DRAWN], m[DEBT], m[USED] = 0, 0, 0, 0, 0
  end
  local counted = generation(meter, w, m)
  if not counted then
    m[OWN] = 0
    if meter.saved > 0 and active(w) < meter.activeMax then
      see(w, m, 0)
    end
    return
  end
  local own = m[OWN] + w[VIRTUAL] - m[SEEN]
  w[counted] = w[counted] - 1
  w[counted + 1] = w[counted + 1] - m[SEEN]
  w[counted + 2] = w[counted + 2] - m[OWN]
  local paid = min(own, m[DEBT])
  m[DEBT] = m[DEBT] - paid
  own = own - paid
  local kept = min(own, meter.saved)
  w[COMMON] = w[COMMON] + own - kept
  see(w, m, kept)
end

local function common(meter, w, m)
  local all = w[COMMON]
  if meter.saved == 0 or active(w) <= 1 then
    return all
  end
  local most = GREED * all - m[DRAWN]
  most = most >= 0 and floor(most / (GREED + 1)) or 0
  return max(0, min(all, most))
end

local function available(meter, w, m)
  return m[OWN] + common(meter, w, m) + m[PORTION_LEFT]
end

-- What a member could take now and what it owes, in units; nothing is written.
function sharing.offered(meter, w, m)
  local pool, member = {}, {}
  for i = 1, 19 do
    pool[i] = w[i]
  end
  for i = 1, 9 do
    member[i] = m[i]
  end
  advance(meter, pool)
  enter(meter, pool, member)
  return available(meter, pool, member), floor(member[DEBT] / GRAINS)
end

function sharing.draw(meter, w, m, units)
  advance(meter, w)
  enter(meter, w, m)
  local cost = units * GRAINS
  local own = min(cost, m[OWN])
  m[OWN] = m[OWN] - own
  local counted = generation(meter, w, m)
  if counted then
    w[counted + 2] = w[counted + 2] - own
  end
  local shared = min(cost - own, common(meter, w, m))
  w[COMMON] = w[COMMON] - shared
  m[DRAWN] = m[DRAWN] + shared
  local promised = min(cost - own - shared, m[PORTION_LEFT])
  m[PORTION_LEFT] = m[PORTION_LEFT] - promised
  m[DEBT] = m[DEBT] + cost - own - shared - promised
  w[GRANTED] = w[GRANTED] + cost
  m[USED] = m[USED] + cost
  return min(NEVER, w[START] + 2 * meter.longest)
end

function sharing.putBack(meter, w, m, units, at)
  local from = window(meter.period, max(now, w[START]))
  if from ~= w[START] or from > at then
    return nil
  end
  advance(meter, w)
  if m[SINCE] == w[BORN] then
    local back = min(units * GRAINS, m[USED])
    m[USED] = m[USED] - back
    w[GRANTED] = w[GRANTED] - back
    local debt = min(back, m[DEBT])
    m[DEBT] = m[DEBT] - debt
    local promised = min(back - debt, m[PORTION] - m[PORTION_LEFT])
    m[PORTION_LEFT] = m[PORTION_LEFT] + promised
    local shared = min(back - debt - promised, m[DRAWN])
    w[COMMON] = w[COMMON] + shared
    m[DRAWN] = m[DRAWN] - shared
    local own = back - debt - promised - shared
    local counted = generation(meter, w, m)
    local kept = counted and max(0, min(own, meter.saved - m[OWN])) or 0
    m[OWN] = m[OWN] + kept
    if counted then
      w[counted + 2] = w[counted + 2] + kept
    end
    w[COMMON] = w[COMMON] + own - kept
  end
  return min(NEVER, w[START] + 2 * meter.longest)
end

local pools = {}
kinds[SHARED] = pools

-- In grains but for the first: capacity, shared, reserve, initial, floor, saved; then length of a
-- stretch, most active members, longest window.
function pools.meter(a, p)
  return {
    most = a[p],
    shared = a[p + 1],
    reserve = a[p + 2],
    initial = a[p + 3],
    floor = a[p + 4],
    saved = a[p + 5],
    stretch = a[p + 6],
    activeMax = a[p + 7],
    longest = a[p + 8],
    period = period(a, p + 9),
    pooled = true,
  }
end

-- The words of the member and of the pool.
local function both(key, pool)
  return cell(key, 9), cell(pool, 19)
end

function pools.attempt(meter, cost, key, pool)
  local m, w = both(key, pool)
  return cost <= meter.most and sharing.offered(meter, w, m) >= cost * GRAINS
end

function pools.take(meter, cost, key, pool)
  local m, w = both(key, pool)
  local deadAt = sharing.draw(meter, w, m, cost)
  written(pool, deadAt)
  written(key, deadAt)
end

function pools.giveBack(meter, cost, key, pool, at)
  local m, w = both(key, pool)
  local deadAt = not untouched[key] and sharing.putBack(meter, w, m, cost, at)
  if deadAt then
    written(pool, deadAt)
    written(key, deadAt)
  end
end

function pools.room(meter, debt, key, pool)
  local m, w = both(key, pool)
  local offered, owed = sharing.offered(meter, w, m)
  return floor(offered / GRAINS) + max(0, debt - owed)
end

function pools.stands(_, _, key, pool)
  both(key, pool)
  local shared = untouched[pool] and rep('\0', 152) or text(pool)
  return shared .. (untouched[key] and rep('\0', 72) or text(key))
end

function pools.ends(meter, at)
  local from, to = window(meter.period, now)
  return at >= from and to or 0
end

-- Fails where the period does not reach this instant.
function pools.reach(meter, _, pool)
  window(meter.period, max(now, cell(pool, 19)[1]))
end
end
