-- What a claim is measured by: a policy's numbers and what the claim does besides. All meters of a
-- call come as one text of doubles, each 1 how many numbers follow, 2 kind, 3 flags, then the
-- parameters of its kind; claims name them by their place. Policies change seldom, so the tables
-- that are made of such a text are kept for the calls to come.
local CEILING, BUCKET, WINDOW, SLICES, ALLOTMENT, LOG, PERMITS, SHARED = 0, 1, 2, 3, 4, 5, 6, 7
local BINDS, CHARGES, QUARANTINED = 1, 2, 4

-- What each kind answers, by its number; a cost is above 0 wherever one is asked about:
-- meter: the numbers that are spelled at a place, by name, and most, the highest cost there is.
-- attempt: false where a cost does not pass, unless it is forced; else the text of the counter once it
-- is taken and when that can be forgotten, as write() is told; only true where that is left to take.
-- take: takes a cost, whether it passes or not.
-- room: how much may still be charged with a debt.
-- giveBack: gives back what was taken at an instant by a holder.
-- stands: how a claim stands, for the node to read: its counter where that has a fixed length, else
-- when the cost passes, what is left and the reset; empty where nothing was ever taken.
-- ends: until when what was lost at an instant can be felt.
local kinds = {}

-- A life in milliseconds that no key is given more of, and what each is kept longer than needed:
-- what is over is told by its instants, not by being gone.
local LIFE_MAX = 3e10
local LINGER = 10000

local OUTSIDE = {}

-- The period that is spelled at p: its length where windows are aligned to the epoch, else 0, how
-- many bounds, and the bounds; one window has to stand before that of an instant.
local function period(a, p)
  local spelt = { length = a[p] }
  for i = 1, a[p] == 0 and a[p + 1] or 0 do
    spelt[i] = a[p + 1 + i]
  end
  return spelt
end

-- The window of an instant.
local function window(spelt, instant)
  local length = spelt.length
  if length > 0 then
    local from = instant - instant % length
    local to = from + length
    return from, to < NEVER and to or NEVER
  end
  for i = #spelt, 3, -1 do
    if spelt[i - 1] <= instant then
      if spelt[i] > instant then
        return spelt[i - 1], spelt[i]
      end
      break
    end
  end
  error(OUTSIDE)
end

local function before(spelt, from)
  local length = spelt.length
  if length > 0 then
    return from == 0 and 0 or from - length
  end
  for i = 2, #spelt do
    if spelt[i] == from then
      return spelt[i - 1]
    end
  end
  return -1
end

local function meter(a, at)
  local kind, flags = a[at + 1], a[at + 2]
  local made = kinds[kind].meter(a, at + 3)
  made.of, made.attempt = kinds[kind], kinds[kind].attempt
  made.binds = flags % 2 >= BINDS
  made.charges = flags % 4 >= CHARGES
  made.quarantined = flags >= QUARANTINED
  return made
end

-- Meters by the text that spells them; a text that is longer, and is of many policies, is not kept.
local KEPT_MAX = 64
local KEPT_BYTES = 8192
local known_, knownCount = {}, 0

local function metersOf(spelt)
  local found = known_[spelt]
  if found then
    return found
  end
  found = {}
  local words = #spelt / 8
  local a = read(spelt, words)
  local at = 1
  while at <= words do
    local one = meter(a, at)
    found[#found + 1] = one
    found.bounded = found.bounded or one.period and one.period.length == 0
    at = at + 1 + a[at]
  end
  if #spelt <= KEPT_BYTES then
    if knownCount == KEPT_MAX then
      known_, knownCount = {}, 0
    end
    known_[spelt], knownCount = found, knownCount + 1
  end
  return found
end
