#!lua name=@LIBRARY@
-- The counters of Headgate: one call of the function is one atomic step for all questions in it. It
-- is a library because making all these functions anew for each call costs more than the call.
--
-- Its first key is the epoch of the store, the others are whatever the questions name by number.
-- Its first argument is the instant in microseconds, empty for the clock of this server; the second
-- the epoch as the node knows it. Then come the questions, each a run of little-endian doubles, followed by the texts that its kind wants.
-- All arithmetic is in whole numbers below 2^53, as SlidingLog, Bucket and the others do it.
-- The answer is the instant, then one text for each question.

local NEVER = 9007199254740991

-- Not there yet while a library is loaded.
local struct_pack, struct_unpack, call
local floor, fmod, min, max, frexp
local char, sub, rep, concat

local function integer(number)
  return string.format('%d', number)
end

local function begun()
  struct_pack, struct_unpack, call = struct.pack, struct.unpack, redis.call
  floor, fmod, min, max = math.floor, math.fmod, math.min, math.max
  frexp = math.frexp
  char, sub, rep, concat = string.char, string.sub, string.rep, table.concat
end

-- What one call of the function works with; begin() sets it anew.
local keys, args, raw, lostAt, now

-- The counters that were looked at, as tables of words; the texts as which they are known; when
-- each that was written can be forgotten.
-- They are used again for the next call: making tables and letting them grow costs more.
local cells, texts, dead, untouched = {}, {}, {}, {}
local before_ = 0
local formats = {}

local function format(words)
  local known = formats[words]
  if not known then
    known = '<' .. rep('d', words)
    formats[words] = known
  end
  return known
end

-- The words of a text, so many at a time as fit the stack.
local AT_ONCE = 1000

local function read(text)
  local bytes = #text
  -- Nearly all are of these lengths: a table that is made whole costs half of one that grows.
  if bytes == 32 then
    local a, b, c, d = struct_unpack('<dddd', text)
    return { a, b, c, d }
  elseif bytes == 24 then
    local a, b, c = struct_unpack('<ddd', text)
    return { a, b, c }
  elseif bytes == 16 then
    local a, b = struct_unpack('<dd', text)
    return { a, b }
  end
  local words = bytes / 8
  if words <= AT_ONCE then
    local known = { struct_unpack(format(words), text) }
    known[words + 1] = nil
    return known
  end
  local known = {}
  for from = 0, words - 1, AT_ONCE do
    local some = min(AT_ONCE, words - from)
    local part = { struct_unpack(format(some), text, 8 * from + 1) }
    for i = 1, some do
      known[from + i] = part[i]
    end
  end
  return known
end

local function spelled(words)
  local count = #words
  if count == 4 then
    return struct_pack('<dddd', words[1], words[2], words[3], words[4])
  elseif count == 3 then
    return struct_pack('<ddd', words[1], words[2], words[3])
  elseif count == 2 then
    return struct_pack('<dd', words[1], words[2])
  elseif count <= AT_ONCE then
    return struct_pack(format(count), unpack(words))
  end
  local parts = {}
  for from = 1, #words, AT_ONCE do
    local to = min(#words, from + AT_ONCE - 1)
    parts[#parts + 1] = struct_pack(format(to - from + 1), unpack(words, from, to))
  end
  return concat(parts)
end

-- The words of a counter; zeros, and the key is marked as untouched, where there is none.
local function cell(key, words)
  local known = cells[key]
  if known then
    return known
  end
  local text = raw[key]
  if text then
    known = read(text)
    texts[key] = text
  else
    if words == 4 then
      known = { 0, 0, 0, 0 }
    else
      known = {}
      for i = 1, words do
        known[i] = 0
      end
    end
    untouched[key] = true
  end
  cells[key] = known
  return known
end

local function text(key)
  local known = texts[key]
  if not known then
    known = spelled(cells[key])
    texts[key] = known
  end
  return known
end

local function written(key, deadAt)
  untouched[key] = nil
  texts[key] = nil
  dead[key] = max(dead[key] or 0, deadAt)
end

-- A question's numbers, and where its claim begins in them:
-- 0 kind, 1 how many numbers, 2 flags, 3 cost, 4 key, 5 key of the pool, 6 what it leaves beyond
-- the reach of a refund or quarantine, then the parameters of its kind.
local KIND, LENGTH, FLAGS, COST, KEY, POOL, P = 0, 1, 2, 3, 4, 5, 6
local CEILING, BUCKET, WINDOW, SLICES, ALLOTMENT, LOG, PERMITS, SHARED = 0, 1, 2, 3, 4, 5, 6, 7
local BINDS, CHARGES, QUARANTINED = 1, 2, 4

local OUTSIDE = {}

-- The window of an instant in the period that is spelled at p: its length where windows are
-- aligned to the epoch, else 0, how many bounds, and the bounds; one window has to stand before it.
local function window(a, p, instant)
  local length = a[p]
  if length > 0 then
    local from = instant - fmod(instant, length)
    return from, min(NEVER, from + length)
  end
  local bounds = a[p + 1]
  for i = p + 1 + bounds, p + 4, -1 do
    if a[i - 1] <= instant then
      if a[i] > instant then
        return a[i - 1], a[i]
      end
      break
    end
  end
  error(OUTSIDE)
end

local function before(a, p, from)
  local length = a[p]
  if length > 0 then
    return from == 0 and 0 or from - length
  end
  for i = p + 3, p + 1 + a[p + 1] do
    if a[i] == from then
      return a[i - 1]
    end
  end
  return -1
end
