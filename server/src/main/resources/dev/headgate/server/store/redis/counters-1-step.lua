#!lua name=@LIBRARY@
-- The counters of Headgate: one call of the function is one atomic step for all questions in it. It
-- is a library because making all these functions anew for each call costs more than the call.
--
-- Its first key is the epoch of the store; then come those that are read, then those that are only
-- written. Questions name keys by number. Arguments: the instant in microseconds, empty for the clock
-- of this server; the epoch as the node knows it; how many keys are read; the meters of all questions,
-- see counters-2-meters.lua. Then come the questions, each a run of little-endian doubles, followed by
-- the texts that its kind wants.
-- All arithmetic is in whole numbers below 2^53, as SlidingLog, Bucket and the others do it.
-- The answer is the instant, then one text for each question.
--
-- What each call does is written for few operations, because they are what a server has least of: a
-- call of a C function costs as much as ten of Lua, and a new table as much again. So what is done
-- often compares instead of calling min and max, takes a remainder by %, which is exact below 2^53,
-- and uses tables again.

local NEVER = 9007199254740991

-- Not there yet while a library is loaded; a name that is not local is looked up twice at each use.
local struct_pack, struct_unpack, call, spread, number
local floor, fmod, min, max, frexp
local sub, rep, concat, spell

local function integer(whole)
  return spell('%d', whole)
end

-- One character of each code.
local chars = {}

local function begun()
  struct_pack, struct_unpack, call = struct.pack, struct.unpack, redis.call
  spread, number = unpack, tonumber
  floor, fmod, min, max = math.floor, math.fmod, math.min, math.max
  frexp = math.frexp
  sub, rep, concat, spell = string.sub, string.rep, table.concat, string.format
  for code = 0, 63 do
    chars[code] = string.char(code)
  end
end

-- What one call of the function works with; begin() sets it anew. Texts are those of the keys as
-- they stand, false where there is none; nil where one was not read, or its words are in a cell.
local keys, texts, lostAt, now

-- What is written at the end, so that no failure leaves half of a step: which keys in turn, and when
-- each can be forgotten; false where the life that its key has is long enough.
local changed, changes, dead = {}, 0, {}

local function write(key, text, deadAt)
  texts[key] = text
  local before = dead[key]
  if before == nil then
    changes = changes + 1
    changed[changes] = key
    dead[key] = deadAt
  elseif deadAt and (not before or deadAt > before) then
    dead[key] = deadAt
  end
end

-- The counters of kinds that have many words, as tables, and those that were never written; also
-- what is held for calls under way, see holds. Rare is whether any of it was used.
local cells, untouched = {}, {}
local underWay, holding, heldKey = {}, {}, nil
local rare = false
local formats = {}

-- The format of so many bytes of doubles.
local function format(bytes)
  local known = '<' .. rep('d', bytes / 8)
  formats[bytes] = known
  return known
end

-- The words of a text, so many at a time as fit the stack.
local AT_ONCE = 1000

local function read(text, words)
  if words <= AT_ONCE then
    local known = { struct_unpack(formats[8 * words] or format(8 * words), text) }
    known[words + 1] = nil
    return known
  end
  local known = {}
  for from = 0, words - 1, AT_ONCE do
    local some = min(AT_ONCE, words - from)
    local part = { struct_unpack(format(8 * some), text, 8 * from + 1) }
    for i = 1, some do
      known[from + i] = part[i]
    end
  end
  return known
end

local function spelled(words)
  local count = #words
  if count <= AT_ONCE then
    return struct_pack(format(8 * count), spread(words))
  end
  local parts = {}
  for from = 1, count, AT_ONCE do
    local to = min(count, from + AT_ONCE - 1)
    parts[#parts + 1] = struct_pack(format(8 * (to - from + 1)), spread(words, from, to))
  end
  return concat(parts)
end

-- The words of a counter; zeros, and the key is marked as untouched, where there is none.
local function cell(key, words)
  local known = cells[key]
  if known then
    return known
  end
  local text = texts[key]
  if text then
    known = read(text, #text / 8)
  else
    known = {}
    for i = 1, words do
      known[i] = 0
    end
    untouched[key] = true
  end
  cells[key], rare = known, true
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

-- Words were changed: the text is spelled when it is asked for.
local function written(key, deadAt)
  untouched[key] = nil
  write(key, nil, deadAt)
end
