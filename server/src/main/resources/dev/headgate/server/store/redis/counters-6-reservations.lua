-- Reservations: state, serial, at, expires, corrected until, how many bytes of claims and of what
-- the node wrote; those bytes; then what a settlement changed.
-- One that is held is not granted yet: it lapses back to nothing unless it is confirmed in time.
local OPEN, SETTLED, RELEASED, EXPIRED, LATE, HELD = 0, 1, 2, 3, 4, 5
local HEAD = '<dddddI4I4'
local HEAD_BYTES = 48

-- Nothing is written before all is worked out, so that no failure leaves half of a step.
local writes, pending

local function later(...)
  writes[#writes + 1] = { ... }
end

-- A little longer than needed: what is over is told by its instants, not by being gone. Lives are
-- rounded up to a sixteenth of their power of two, so that few texts serve for all of them.
local LINGER = 10000
local PX_MAX = 3e10
local lives = {}

local function px(deadAt)
  local life = max(1, min((deadAt - now) / 1000, PX_MAX))
  local _, power = frexp(life)
  local grain = 2 ^ (power - 5)
  local rounded = floor(floor(life / grain + 1) * grain) + LINGER
  local known = lives[rounded]
  if not known then
    known = integer(rounded)
    lives[rounded] = known
  end
  return known
end

local function put(key, value, deadAt)
  later('SET', keys[key], value, 'PX', px(deadAt))
  raw[key], pending[keys[key]] = value, value
end

-- How much of each counter is held for calls under way, in one hash: field is the counter's key.
-- What lapsed is given back by whoever looks next; so long it is known.
local HELD_KEPT = 3.6e9
local holds = {}
local underWay, changed, heldKey

function holds.field(a, o)
  return keys[a[o] == SHARED and a[o + POOL] or a[o + KEY]]
end

function holds.of(a, o)
  local field = holds.field(a, o)
  local known = underWay[field]
  if not known then
    known = tonumber(call('HGET', keys[a[9]], field) or 0)
    underWay[field] = known
  end
  return known
end

function holds.add(a, o, cost)
  if a[o] ~= CEILING and cost ~= 0 then
    local field = holds.field(a, o)
    underWay[field] = max(0, holds.of(a, o) + cost)
    changed[field] = true
    heldKey = keys[a[9]]
  end
end

-- Whether a claim that fails would pass but for what is held.
function holds.onlyHeld(a, o)
  local held = a[o] == CEILING and 0 or holds.of(a, o)
  if held == 0 then
    return false
  end
  local cost = a[o + COST]
  a[o + COST] = max(0, cost - held)
  local fits = passes(a, o)
  a[o + COST] = cost
  return fits
end

function holds.write()
  local some = false
  for field in pairs(changed) do
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
