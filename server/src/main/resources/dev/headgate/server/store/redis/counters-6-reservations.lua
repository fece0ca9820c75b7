-- A claim as it is spelled in a question: its meter, cost, key and key of the pool, or 0. Where each
-- call passes, these numbers stand instead of their names, which would cost an operation each.
local COST, KEY, POOL, CLAIM = 1, 2, 3, 4

-- The meters of this call.
local meters

-- Until when a claim is refused because what was counted may be lost; 0 where it is not.
local function quarantine(meter, cost)
  if not meter.quarantined or cost == 0 then
    return 0
  end
  local ends = meter.of.ends(meter, lostAt)
  return ends > now and min(NEVER, ends) or 0
end

-- Reservations: state, serial, at, expires, corrected until, how many bytes of claims and of what
-- the node wrote; those bytes; then what a settlement changed.
-- One that is held is not granted yet: it lapses back to nothing unless it is confirmed in time.
local OPEN, SETTLED, RELEASED, EXPIRED, LATE, HELD = 0, 1, 2, 3, 4, 5
local HEAD = '<dddddI4I4'
local HEAD_BYTES = 48

-- Lives are rounded up to a sixteenth of their power of two, so that few texts serve for all of them.
local spelledLives = {}

local function spelledLife(life)
  local millis = life / 1000
  millis = millis < 1 and 1 or millis > LIFE_MAX and LIFE_MAX or millis
  local _, power = frexp(millis)
  local grain = 2 ^ (power - 5)
  local rounded = floor(floor(millis / grain + 1) * grain) + LINGER
  local known = spelledLives[rounded]
  if not known then
    known = integer(rounded)
    spelledLives[rounded] = known
  end
  return known
end

-- Those of records are few, and of the same length each time.
local LIVES_MAX = 1000
local lives, livesKnown = {}, 0

local function put(key, value, deadAt)
  write(key, value, deadAt)
  local life = deadAt - now
  if not lives[life] then
    if livesKnown == LIVES_MAX then
      lives, livesKnown = {}, 0
    end
    lives[life], livesKnown = spelledLife(life), livesKnown + 1
  end
end

local function delete(key)
  write(key, false, 0)
end

-- What stands at a key of a record; one that was to be written only is read now.
local function recorded(key)
  local value = texts[key]
  if value == nil then
    value = call('GET', keys[key])
    texts[key] = value
  end
  return value
end

-- The record of this name, as an earlier question of this call left it.
local function named(name)
  for i = changes, 1, -1 do
    if keys[changed[i]] == name then
      return texts[changed[i]]
    end
  end
  return call('GET', name)
end

-- When reservations fall due: as arguments of commands, of which so many are used. None falls due
-- again after it no longer did, so those can be removed after all others were added.
local added, adds, removed, removes = {}, 1, {}, 1
local score, scored

local function fallsDue(a, at)
  if a[8] > 0 then
    if scored ~= at then
      score, scored = integer(at), at
    end
    added[1], added[adds + 1], added[adds + 2] = keys[a[8]], score, keys[a[3]]
    adds = adds + 2
  end
end

local function fallsDueNoMore(a)
  if a[8] > 0 then
    removed[1], removed[removes + 1] = keys[a[8]], keys[a[3]]
    removes = removes + 1
  end
end

local function writeDue()
  if adds > 1 then
    call('ZADD', spread(added, 1, adds))
  end
  if removes > 1 then
    call('ZREM', spread(removed, 1, removes))
  end
end

-- How much of each counter is held for calls under way, in one hash: field is the counter's key.
-- What lapsed is given back by whoever looks next; so long it is known.
local HELD_KEPT = 3.6e9
local holds = {}

-- A pool is held as a whole, any other claim by its counter; a claim is spelled at o.
function holds.field(a, o)
  return keys[meters[a[o]].pooled and a[o + POOL] or a[o + KEY]]
end

function holds.of(a, o)
  local field = holds.field(a, o)
  local known = underWay[field]
  if not known then
    known = number(call('HGET', keys[a[9]], field) or 0)
    underWay[field], rare = known, true
  end
  return known
end

function holds.add(a, o, cost)
  if a[o + KEY] > 0 and cost ~= 0 then
    local field = holds.field(a, o)
    underWay[field] = max(0, holds.of(a, o) + cost)
    holding[field] = true
    heldKey = keys[a[9]]
  end
end

-- Whether a claim that fails would pass but for what is held.
function holds.onlyHeld(a, o)
  local held = a[o + KEY] > 0 and holds.of(a, o) or 0
  if held == 0 then
    return false
  end
  local meter, cost = meters[a[o]], a[o + COST] - held
  return cost <= 0 or meter.attempt(meter, cost, a[o + KEY], a[o + POOL]) ~= false
end

function holds.write()
  local some = false
  for field in pairs(holding) do
    if underWay[field] > 0 then
      some = true
      call('HSET', heldKey, field, integer(underWay[field]))
    else
      call('HDEL', heldKey, field)
    end
  end
  if some then
    call('PEXPIRE', heldKey, integer(HELD_KEPT / 1000))
  end
end
