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
  local o = CLAIMS
  for _ = 1, a[2] do
    local meter = meters[a[o + 3]]
    if meter.period then
      meter.of.reach(meter, a[o + 3 + KEY], a[o + 3 + POOL])
    end
    o = o + 3 + CLAIM
  end
end

-- Corrects what a claim was charged, from what it counts for to what it costs, as far as its debt
-- may grow: what was charged, given back and not paid.
local function correct(meter, counted, costs, debt, key, pool, at, holder)
  local of = meter.of
  if costs <= counted then
    if costs < counted then
      of.giveBack(meter, counted - costs, key, pool, at, holder)
    end
    return 0, counted - costs, 0
  end
  local charged = min(costs - counted, of.room(meter, debt, key, pool))
  if charged > 0 then
    of.take(meter, charged, key, pool, holder)
  end
  return charged, 0, costs - counted - charged
end

local function adjust(a, at, holder, from, to)
  local out = {}
  local o = CLAIMS
  for i = 1, a[2] do
    local actual, expired, debt = a[o], a[o + 1], a[o + 2]
    local meter, reserved = meters[a[o + 3]], a[o + 3 + COST]
    local key, pool = a[o + 3 + KEY], a[o + 3 + POOL]
    local counted = from == OPEN and reserved or expired
    local costs = to == EXPIRED and expired or actual
    local charged, refunded, unpaid = 0, 0, 0
    if meter.holds then
      if reserved > 0 then
        meter.of.giveBack(meter, reserved, key, pool, at, holder)
      end
    elseif key > 0 then
      charged, refunded, unpaid = correct(meter, counted, costs, debt, key, pool, at, holder)
    end
    out[i] = struct_pack('<dddd', costs, charged, refunded, unpaid)
    o = o + 3 + CLAIM
  end
  return concat(out)
end

local function release(a, at, serial)
  local o = CLAIMS + 3
  for _ = 1, a[2] do
    if a[9] > 0 then
      holds.add(a, o, -a[o + COST])
    end
    o = o + 3 + CLAIM
  end
  delete(a[3])
  fallsDueNoMore(a)
  return chars[NOW_SETTLED] .. adjust(a, at, serial, OPEN, SETTLED)
end

local function settle(a)
  reach(a)
  if a[3] == 0 then
    return chars[NOW_SETTLED] .. adjust(a, a[7], a[5], OPEN, SETTLED)
  end
  local record = recorded(a[3])
  if not record then
    return chars[UNKNOWN]
  end
  local state, serial, at, expires, late, kept, noted = struct_unpack(HEAD, record)
  if state == HELD then
    if a[4] ~= BY_COST and (a[4] ~= BY_LAPSE or expires > now) then
      return chars[STILL_OPEN]
    end
    return release(a, at, serial)
  elseif a[4] == BY_LAPSE then
    return chars[STILL_OPEN]
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
    return chars[STILL_OPEN]
  end
  if status == NOW_EXPIRED then
    fallsDueNoMore(a)
  end
  if a[4] ~= BY_COST then
    return chars[status] .. first
  end
  if state == OPEN then
    local changes = adjust(a, at, serial, OPEN, SETTLED)
    write(a[6] == 1 and RELEASED or SETTLED, changes, expires)
    fallsDueNoMore(a)
    return chars[NOW_SETTLED] .. changes
  elseif state == EXPIRED then
    if now >= expires + late then
      return chars[status == NOW_EXPIRED and status or UNKNOWN] .. first
    end
    local changes = adjust(a, at, serial, EXPIRED, SETTLED)
    write(LATE, changes, expires + late)
    return chars[status == NOW_EXPIRED and BOTH or NOW_LATE] .. first .. changes
  elseif state ~= LATE and now >= expires then
    return chars[UNKNOWN]
  elseif now >= expires + (state == LATE and late or 0) then
    return chars[UNKNOWN]
  end
  return chars[BEFORE] .. chars[state] .. sub(record, HEAD_BYTES + kept + noted + 1)
end

-- Renews permits and life. 1 kind, 2 how many claims, 3 key of the reservation or 0, 4 key of the
-- call's own id or 0, 5 serial, 6 life, 7 none, 8 key of what falls due or 0, 9 none, then the claims.
local function renew(a)
  local record
  local state, serial, at, expires, late, kept, noted
  if a[3] > 0 then
    record = recorded(a[3])
    if not record then
      return chars[0]
    end
    state, serial, at, expires, late, kept, noted = struct_unpack(HEAD, record)
    if state ~= OPEN or expires <= now then
      return chars[0]
    end
  end
  local renewed = true
  local o = CLAIMS
  for _ = 1, a[2] do
    local meter = meters[a[o]]
    if meter.holds and not meter.of.renew(meter, a[o + KEY], a[5]) then
      renewed = false
    end
    o = o + CLAIM
  end
  if renewed and record then
    expires = max(now + a[6], expires)
    local body = sub(record, HEAD_BYTES + 1)
    put(a[3], struct_pack(HEAD, OPEN, serial, at, expires, late, kept, noted) .. body, expires + late)
    local named = a[4] > 0 and recorded(a[4])
    if named then
      put(a[4], named, expires)
    end
    fallsDue(a, expires)
  end
  return chars[renewed and 1 or 0]
end

-- Makes good what is held, unless it has lapsed or another call under the same id came first. 1
-- kind, 2 how many claims, 3 key of the reservation, 4 key of the call's own id or 0, 5 none, 6 life
-- or 0 where nobody will ask for it, 7 late within, 8 key of what falls due, 9 key of what is held,
-- then the claims.
local GONE, GOOD, KNOWN = 0, 1, 2

local function confirm(a, note, digest)
  local record = recorded(a[3])
  if not record then
    return chars[GONE]
  end
  local state, serial, at, expires, _, kept, noted = struct_unpack(HEAD, record)
  if state ~= HELD or expires <= now then
    return chars[GONE]
  elseif repeated(a, digest) then
    return chars[KNOWN]
  end
  local o = CLAIMS
  for _ = 1, a[2] do
    holds.add(a, o, -a[o + COST])
    o = o + CLAIM
  end
  if a[6] == 0 then
    delete(a[3])
    fallsDueNoMore(a)
    return chars[GOOD]
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
  fallsDue(a, ends)
  return chars[GOOD]
end

-- Forgets a counter. 1 kind, 2 its key.
local function reset(a)
  local key = a[2]
  local known = texts[key] or cells[key] and not untouched[key]
  delete(key)
  cells[key], untouched[key] = nil, nil
  return chars[known and 1 or 0]
end
