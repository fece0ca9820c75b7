-- One ending. 1 kind, 2 how many claims, 3 key of the reservation or 0, 4 what ends it, 5 serial,
-- 6 nothing was carried out, 7 instant of the decision where there is no record, 8 key of what
-- falls due or 0, 9 key of what is held or 0, then the claims; cost is what was reserved, and two numbers stand before
-- each claim: what it really cost and what it counts for where it expired; and a third, its debt.
local UNKNOWN, NOW_SETTLED, BEFORE, NOW_EXPIRED, NOW_LATE, BOTH, STILL_OPEN = 0, 1, 2, 3, 4, 5, 6
-- What ends it: its cost is known, its life is over if it is, its hold has lapsed if it has, or its
-- life is over because that of the call is.
local BY_COST, BY_LIFE, BY_LAPSE, BY_CALL = 0, 1, 2, 3

-- Whether all periods reach this instant; fails where one does not, before anything is changed.
local function reach(a)
  local o = 10
  for _ = 1, a[2] do
    local q = o + 3
    if a[q] == ALLOTMENT then
      window(a, q + P + 6, max(now, own(a, q)[2]))
    elseif a[q] == SHARED then
      window(a, q + P + 9, max(now, cell(a[q + POOL], 19)[1]))
    end
    o = q + a[q + LENGTH]
  end
end

local function adjust(a, at, holder, from, to)
  local out = {}
  local o = 10
  for i = 1, a[2] do
    local reserved = a[o + 3 + COST]
    local actual, expired, debt = a[o], a[o + 1], a[o + 2]
    local counted = from == OPEN and reserved or expired
    local costs = to == EXPIRED and expired or actual
    local q = o + 3
    local charged, refunded, unpaid = 0, 0, 0
    if a[q] == PERMITS then
      giveBack(a, q, reserved, at, holder)
    elseif a[q] ~= CEILING then
      looked(a, q)
      if costs > counted then
        charged = min(costs - counted, room(a, q, debt))
        if charged > 0 then
          take(a, q, charged, holder)
        end
        unpaid = costs - counted - charged
      else
        refunded = counted - costs
        giveBack(a, q, refunded, at, holder)
      end
    end
    out[i] = struct_pack('<dddd', costs, charged, refunded, unpaid)
    o = q + a[q + LENGTH]
  end
  return concat(out)
end

local function release(a, at, serial)
  local o = 10
  for _ = 1, a[2] do
    local q = o + 3
    if a[9] > 0 then
      holds.add(a, q, -a[q + COST])
    end
    o = q + a[q + LENGTH]
  end
  later('DEL', keys[a[3]])
  later('ZREM', keys[a[8]], keys[a[3]])
  raw[a[3]], pending[keys[a[3]]] = false, nil
  return char(NOW_SETTLED) .. adjust(a, at, serial, OPEN, SETTLED)
end

local function settle(a)
  reach(a)
  if a[3] == 0 then
    return char(NOW_SETTLED) .. adjust(a, a[7], a[5], OPEN, SETTLED)
  end
  local record = raw[a[3]]
  if not record then
    return char(UNKNOWN)
  end
  local state, serial, at, expires, late, kept, noted = struct_unpack(HEAD, record)
  if state == HELD then
    if a[4] ~= BY_COST and (a[4] ~= BY_LAPSE or expires > now) then
      return char(STILL_OPEN)
    end
    return release(a, at, serial)
  elseif a[4] == BY_LAPSE then
    return char(STILL_OPEN)
  end
  if a[4] == BY_CALL then
    expires = min(expires, now)
  end
  local body = sub(record, HEAD_BYTES + 1, HEAD_BYTES + kept + noted)
  local function write(became, changes, deadAt)
    record = struct_pack(HEAD, became, serial, at, expires, late, kept, noted) .. body .. changes
    put(a[3], record, deadAt)
  end
  local status, first = BEFORE, ''
  if state == OPEN and expires <= now then
    first = adjust(a, at, serial, OPEN, EXPIRED)
    state = EXPIRED
    status = NOW_EXPIRED
    write(EXPIRED, first, expires + late)
  elseif state == OPEN and a[4] ~= BY_COST then
    return char(STILL_OPEN)
  end
  if a[8] > 0 and status == NOW_EXPIRED then
    later('ZREM', keys[a[8]], keys[a[3]])
  end
  if a[4] ~= BY_COST then
    return char(status) .. first
  end
  if state == OPEN then
    local changes = adjust(a, at, serial, OPEN, SETTLED)
    write(a[6] == 1 and RELEASED or SETTLED, changes, expires)
    if a[8] > 0 then
      later('ZREM', keys[a[8]], keys[a[3]])
    end
    return char(NOW_SETTLED) .. changes
  elseif state == EXPIRED then
    if now >= expires + late then
      return char(status == NOW_EXPIRED and status or UNKNOWN) .. first
    end
    local changes = adjust(a, at, serial, EXPIRED, SETTLED)
    write(LATE, changes, expires + late)
    return char(status == NOW_EXPIRED and BOTH or NOW_LATE) .. first .. changes
  elseif state ~= LATE and now >= expires then
    return char(UNKNOWN)
  elseif now >= expires + (state == LATE and late or 0) then
    return char(UNKNOWN)
  end
  return char(BEFORE) .. char(state) .. sub(record, HEAD_BYTES + kept + noted + 1)
end

-- Renews permits and life. 1 kind, 2 how many claims, 3 key of the reservation or 0, 4 key of the
-- call's own id or 0, 5 serial, 6 life, 7 none, 8 key of what falls due or 0, 9 none, then the claims.
local function renew(a)
  local record
  local state, serial, at, expires, late, kept, noted
  if a[3] > 0 then
    record = raw[a[3]]
    if not record then
      return char(0)
    end
    state, serial, at, expires, late, kept, noted = struct_unpack(HEAD, record)
    if state ~= OPEN or expires <= now then
      return char(0)
    end
  end
  local renewed = true
  local o = 10
  for _ = 1, a[2] do
    if a[o] == PERMITS then
      local c = own(a, o)
      if untouched[a[o + KEY]] or not seldom.renew(a, o, c, a[5]) then
        renewed = false
      else
        written(a[o + KEY], c[2] + a[o + P + 1])
      end
    end
    o = o + a[o + LENGTH]
  end
  if renewed and record then
    expires = max(now + a[6], expires)
    local body = sub(record, HEAD_BYTES + 1)
    put(a[3], struct_pack(HEAD, OPEN, serial, at, expires, late, kept, noted) .. body, expires + late)
    if a[4] > 0 and raw[a[4]] then
      put(a[4], raw[a[4]], expires)
    end
    if a[8] > 0 then
      later('ZADD', keys[a[8]], expires, keys[a[3]])
    end
  end
  return char(renewed and 1 or 0)
end

-- Makes good what is held, unless it has lapsed or another call under the same id came first. 1
-- kind, 2 how many claims, 3 key of the reservation, 4 key of the call's own id or 0, 5 none, 6 life
-- or 0 where nobody will ask for it, 7 late within, 8 key of what falls due, 9 key of what is held,
-- then the claims.
local GONE, GOOD, KNOWN = 0, 1, 2

local function confirm(a, note, digest)
  local record = raw[a[3]]
  if not record then
    return char(GONE)
  end
  local state, serial, at, expires, _, kept, noted = struct_unpack(HEAD, record)
  if state ~= HELD or expires <= now then
    return char(GONE)
  elseif repeated(a, digest) then
    return char(KNOWN)
  end
  local o = 10
  for _ = 1, a[2] do
    holds.add(a, o, -a[o + COST])
    o = o + a[o + LENGTH]
  end
  if a[6] == 0 then
    later('DEL', keys[a[3]])
    later('ZREM', keys[a[8]], keys[a[3]])
    raw[a[3]], pending[keys[a[3]]] = false, nil
    return char(GOOD)
  end
  local body = note
  if #note == 0 then
    body = sub(record, HEAD_BYTES + 1)
  else
    kept, noted = 0, #note
  end
  local ends = at + a[6]
  put(a[3], struct_pack(HEAD, OPEN, serial, at, ends, a[7], kept, noted) .. body, ends + a[7])
  if a[4] > 0 then
    put(a[4], digest .. keys[a[3]], ends)
  end
  later('ZADD', keys[a[8]], ends, keys[a[3]])
  return char(GOOD)
end

-- Forgets a counter. 1 kind, 2 its key.
local function reset(a)
  local key = a[2]
  local known = cells[key] and not untouched[key] or raw[key]
  later('DEL', keys[key])
  cells[key], texts[key], dead[key], untouched[key], raw[key] = nil, nil, nil, nil, false
  return char(known and 1 or 0)
end
