-- One call: all binding claims or none, then each shadow that fits by itself.
-- 1 kind of question, 2 how many claims, 3 key of the reservation, 4 key of the call's own id,
-- 5 serial, 6 life, 7 late within, 8 key of what falls due, 9 key of what is held for calls under
-- way, or 0, then the claims. What is only held is charged nothing where it does not fit.
local TAKE, PEEK, SETTLE, RENEW, RESET, HOLD, CONFIRM = 1, 2, 3, 4, 5, 6, 7
local REFUSED, PASSED, SAME, OTHER, BEYOND = 0, 1, 2, 3, 9
local F_TAKEN, F_FAILED, F_CHARGED, F_TOUCHED, F_QUARANTINE, F_HELD = 1, 2, 4, 8, 16, 32
local TAKEN_TOUCHED = '\9'
local CLAIMS = 10

local function repeated(a, digest)
  local kept = a[4] > 0 and texts[a[4]]
  local record = kept and named(sub(kept, 17))
  if not record then
    return nil
  end
  local state, _, _, expires = struct_unpack(HEAD, record)
  if state == RELEASED or expires <= now then
    return nil
  end
  return sub(kept, 1, 16) == digest and SAME or OTHER, record
end

-- Of each claim in turn: what its meter's attempt said, true where nothing is to be taken; whether
-- only what is held keeps it from passing; until when it is in quarantine. Used again for each call.
-- No two claims of a call have the same counter, so what an attempt said holds until all are taken.
local attempts, deadAts, heldOnly, quarantines = {}, {}, {}, {}

-- Whether all binding claims pass, and if not, whether only because of what is held; and whether no
-- claim at all fails.
local function weigh(a)
  local passed, heldBack, all, attempts, meters, o = true, true, true, attempts, meters, CLAIMS
  for i = 1, a[2] do
    local meter, cost = meters[a[o]], a[o + 1]
    local fits, deadAt = true, nil
    if lostAt > 0 then
      quarantines[i] = quarantine(meter, cost)
      fits = quarantines[i] == 0
    end
    if fits and cost > 0 then
      fits, deadAt = meter.attempt(meter, cost, a[o + 2], a[o + 3])
      deadAts[i] = deadAt
    end
    attempts[i] = fits
    if not fits then
      all, heldOnly[i] = false, false
      if meter.binds then
        local free = lostAt == 0 or quarantines[i] == 0
        passed, heldOnly[i] = false, a[9] > 0 and free and holds.onlyHeld(a, o)
        heldBack = heldBack and heldOnly[i]
      end
    end
    o = o + 4
  end
  return passed, heldBack, all
end

-- Charges what is left to a claim that was refused; the flag of whether there was any.
local function charge(meter, cost, key, pool)
  local left = min(cost, meter.of.room(meter, 0, key, pool))
  if left <= 0 then
    return 0
  end
  meter.of.take(meter, left, key, pool, 0)
  return F_CHARGED
end

-- Takes what is to be taken of the claim at o, and says so and how it stands.
local function claimed(a, i, o, passed, taking, charging)
  local meter, cost, key, pool = meters[a[o]], a[o + COST], a[o + KEY], a[o + POOL]
  local fits, flag = attempts[i], 0
  if taking and passed and fits then
    if cost > 0 then
      meter.of.take(meter, cost, key, pool, a[5])
      if a[1] == HOLD then
        holds.add(a, o, cost)
      end
    end
    flag = F_TAKEN
  elseif charging and meter.binds ~= passed and meter.charges and cost <= meter.most then
    flag = charge(meter, cost, key, pool)
  end
  if not fits then
    flag = flag + (heldOnly[i] and F_FAILED + F_HELD or F_FAILED)
  end
  local shown = meter.of.stands(meter, cost, key, pool)
  if shown ~= '' then
    flag = flag + F_TOUCHED
  end
  if lostAt > 0 and quarantines[i] > 0 then
    shown = struct_pack('<d', quarantines[i]) .. shown
    flag = flag + F_QUARANTINE
  end
  return chars[flag] .. shown
end

-- Which of so many claims were taken, a character of each.
local everyOne = {}

local function takenOf(count, all)
  local some = everyOne[count]
  if not some then
    some = rep(chars[1], count)
    everyOne[count] = some
  end
  for i = 1, all and 0 or count do
    if not attempts[i] then
      some = sub(some, 1, i - 1) .. chars[0] .. sub(some, i + 1)
    end
  end
  return some
end

-- Keeps a reservation: which of its claims were taken, and what the node wrote.
local function reserve(a, all, note, digest)
  local count, held = a[2], a[1] == HOLD
  local expires = now + a[6]
  local state = held and HELD or OPEN
  local record = struct_pack(HEAD, state, a[5], now, expires, a[7], count, #note)
    .. takenOf(count, all)
    .. note
  put(a[3], record, expires + a[7] + (held and HELD_KEPT or 0))
  if a[4] > 0 then
    put(a[4], digest .. keys[a[3]], expires)
  end
  fallsDue(a, expires)
end

local function decide(a, note, digest)
  local known, record
  if a[4] > 0 and texts[a[4]] then
    known, record = repeated(a, digest)
    if known == OTHER then
      return chars[OTHER]
    end
  end
  local passed, heldBack, all = weigh(a)
  local taking = a[1] ~= PEEK and not known
  -- What may pass in a moment is tried once more, so it is not charged yet.
  local charging = a[1] == TAKE and not known and (passed or not heldBack)
  local taken, held, attempts = taking and passed, a[1] == HOLD, attempts
  local out, o = chars[known and SAME or passed and PASSED or REFUSED], CLAIMS
  for i = 1, a[2] do
    local value = attempts[i]
    if taken and value and value ~= true then
      write(a[o + 2], value, deadAts[i])
      if held then
        holds.add(a, o, a[o + COST])
      end
      out = out .. TAKEN_TOUCHED .. value
    else
      out = out .. claimed(a, i, o, passed, taking, charging)
    end
    o = o + 4
  end
  if known then
    return out .. record
  end
  if taken and a[3] > 0 then
    reserve(a, all, note, digest)
  end
  return out
end
