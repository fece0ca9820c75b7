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

-- A little longer than needed: what is over is told by its instants, not by being gone.
local LINGER = 10000
local PX_MAX = 3e10

local function px(deadAt)
  return max(1, floor(min((deadAt - now) / 1000, PX_MAX)) + LINGER)
end

local function put(key, value, deadAt)
  later('SET', keys[key], value, 'PX', px(deadAt))
  raw[key], pending[keys[key]] = value, value
end
