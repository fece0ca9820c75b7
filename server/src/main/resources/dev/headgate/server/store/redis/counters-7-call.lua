-- One call: all binding claims or none, then each shadow that fits by itself.
-- 1 kind of question, 2 how many claims, 3 key of the reservation, 4 key of the call's own id,
-- 5 serial, 6 life, 7 late within, 8 key of what falls due, 9 key of what is held for calls under
-- way, or 0, then the claims. What is only held is charged nothing where it does not fit.
local TAKE, PEEK, SETTLE, RENEW, RESET, HOLD, CONFIRM = 1, 2, 3, 4, 5, 6, 7
local REFUSED, PASSED, SAME, OTHER, BEYOND = 0, 1, 2, 3, 9
local F_TAKEN, F_FAILED, F_CHARGED, F_TOUCHED, F_QUARANTINE, F_HELD = 1, 2, 4, 8, 16, 32

local function repeated(a, digest)
  local named = a[4] > 0 and raw[a[4]]
  if not named then
    return nil
  end
  local key = sub(named, 17)
  local record = pending[key] or call('GET', key)
  if not record then
    return nil
  end
  local state, _, _, expires = struct_unpack(HEAD, record)
  if state == RELEASED or expires <= now then
    return nil
  end
  return sub(named, 1, 16) == digest and SAME or OTHER, record
end

local function decide(a, note, digest)
  local taking, charging = a[1] ~= PEEK, a[1] == TAKE
  local known, record = repeated(a, digest)
  if known == OTHER then
    return char(OTHER)
  end
  local passed, heldBack = true, true
  local fits, until_, held = {}, {}, {}
  local o = 10
  for i = 1, a[2] do
    local quarantined = lostAt == 0 and 0 or quarantine(a, o)
    until_[i] = quarantined
    fits[i] = quarantined == 0 and passes(a, o)
    if not fits[i] and fmod(a[o + FLAGS], 2) == BINDS then
      passed = false
      held[i] = a[9] > 0 and quarantined == 0 and holds.onlyHeld(a, o)
      heldBack = heldBack and held[i]
    end
    o = o + a[o + LENGTH]
  end
  taking = taking and not known
  -- What may pass in a moment is tried once more, so it is not charged yet.
  charging = charging and not known and (passed or not heldBack)
  local out = { '' }
  local flags = {}
  o = 10
  for i = 1, a[2] do
    local flag = 0
    local binds = fmod(a[o + FLAGS], 2) == BINDS
    if taking and passed and fits[i] then
      if a[o + COST] > 0 then
        take(a, o, a[o + COST], a[5])
        if a[1] == HOLD then
          holds.add(a, o, a[o + COST])
        end
      end
      flag = F_TAKEN
    elseif
      charging
      and binds ~= passed
      and fmod(floor(a[o + FLAGS] / CHARGES), 2) == 1
      and a[o] ~= PERMITS
      and a[o + COST] <= (a[o] == ALLOTMENT and a[o + P + 1] or a[o + P])
    then
      local cost = min(a[o + COST], room(a, o, 0))
      if cost > 0 then
        take(a, o, cost, 0)
        flag = F_CHARGED
      end
    end
    if not fits[i] then
      flag = flag + (held[i] and F_FAILED + F_HELD or F_FAILED)
    end
    flags[i] = char(fits[i] and 1 or 0)
    local shown = stands(a, o)
    if shown ~= '' then
      flag = flag + F_TOUCHED
    end
    if until_[i] > 0 then
      shown = struct_pack('<d', until_[i]) .. shown
      flag = flag + F_QUARANTINE
    end
    out[#out + 1] = char(flag)
    out[#out + 1] = shown
    o = o + a[o + LENGTH]
  end
  if known then
    out[1] = char(SAME)
    out[#out + 1] = record
    return concat(out)
  end
  out[1] = char(passed and PASSED or REFUSED)
  if taking and passed and a[3] > 0 then
    local expires = now + a[6]
    local kept = concat(flags)
    local state = a[1] == HOLD and HELD or OPEN
    put(
      a[3],
      struct_pack(HEAD, state, a[5], now, expires, a[7], #kept, #note) .. kept .. note,
      expires + a[7] + (state == HELD and HELD_KEPT or 0)
    )
    if a[4] > 0 then
      put(a[4], digest .. keys[a[3]], expires)
    end
    if a[8] > 0 then
      later('ZADD', keys[a[8]], expires, keys[a[3]])
    end
  end
  return concat(out)
end
