-- Reservations: state, serial, at, expires, corrected until, how many bytes of claims and of what
-- the node wrote; those bytes; then what a settlement changed.
local OPEN, SETTLED, RELEASED, EXPIRED, LATE = 0, 1, 2, 3, 4
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
