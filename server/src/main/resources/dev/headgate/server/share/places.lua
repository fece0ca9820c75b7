#!lua
-- A member of a ring of places says how many it holds and whether it stands in line, and may ask
-- for one. One call is one atomic step. A place is free one window after the response.
-- KEYS: 1 since when this server is known, of all rings; 2 the numbers of the ring; 3 places that
-- will be free, by instant; 4 the line, by ticket; 5 members, by when they were heard last.
-- ARGV: 1 instant in microseconds, empty for the clock of this server; 2 run id of the server;
-- 3 member; 4 number of its message; 5 places of the ring; 6 window; 7 how many the member holds;
-- 8 of how many the response came since its last message; 9 0: not in line, 1: stands there, 2:
-- asks; 10 after how long a silent member is gone; 11 the most members; 12 the longest pause between
-- two questions; then the instants of what it did not use.
-- Answer: whether a place is given (1, 0; -1: an old message), the wait in microseconds until it is
-- free or to the next question, the instant of the place, how many stand in line.
-- Places that are in no list are free. There may be fewer than none, where members hold what a lost
-- server had given.
local COMMON, RING, FREE, LINE, SEEN = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local run, member, message = ARGV[2], ARGV[3], tonumber(ARGV[4])
local count, window = tonumber(ARGV[5]), tonumber(ARGV[6])
local holds, answered, wants = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local presence, members, pause = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local UNUSED_FROM = 13
local SOME, DAYS = 16, 172800
local call = redis.call

local function integer(number)
  return string.format('%.0f', number)
end

local now = tonumber(ARGV[1])
if not now then
  local time = call('TIME')
  now = time[1] * 1000000 + time[2]
end

local known = call('HMGET', COMMON, 'run', 'at')
local since = tonumber(known[2])
if known[1] ~= run or not since or since > now then
  since = now
  call('HSET', COMMON, 'run', run, 'at', integer(now))
end
call('EXPIRE', COMMON, DAYS)

local ring =
  call('HMGET', RING, 'since', 'held', 'tickets', 'places', 'h' .. member, 'm' .. member)
if ring[1] and tonumber(ring[1]) ~= since then
  call('DEL', RING, FREE, LINE, SEEN)
  ring = {}
end
local held, tickets = tonumber(ring[2]) or 0, tonumber(ring[3]) or 0
local places, before = tonumber(ring[4]) or 0, tonumber(ring[5]) or 0
if (tonumber(ring[6]) or 0) >= message then
  return { -1, 0, 0, 0 }
end

local function free(at)
  places = places + 1
  call('ZADD', FREE, integer(math.min(at, now + window)), places)
end

-- What members held that are gone.
call('ZADD', SEEN, 'XX', integer(now), member)
for _, ahead in ipairs(call('ZRANGEBYSCORE', SEEN, '(' .. integer(now), '+inf', 'LIMIT', 0, SOME)) do
  -- Somebody has set the clock back.
  call('ZADD', SEEN, integer(now), ahead)
end
local silent = integer(now - presence)
for _, gone in ipairs(call('ZRANGEBYSCORE', SEEN, '-inf', '(' .. silent, 'LIMIT', 0, SOME)) do
  local its = tonumber(call('HGET', RING, 'h' .. gone)) or 0
  for _ = 1, its do
    free(now + window)
  end
  held = held - its
  call('HDEL', RING, 'h' .. gone, 'm' .. gone)
  call('ZREM', LINE, gone)
  call('ZREM', SEEN, gone)
end
if not ring[6] and call('ZCARD', SEEN) >= members then
  return { 0, pause, 0, call('ZCARD', LINE) }
end

-- What this member holds no more was answered, unless it says that it was not used. It may have
-- been given by a server that is lost.
local less = before - holds
for i = UNUSED_FROM, #ARGV do
  if less > 0 then
    free(tonumber(ARGV[i]))
    less = less - 1
  end
end
for _ = 1, math.max(less, answered) do
  free(now + window)
end
held = held - before + holds

-- So many places as stand before it in line are for those; the next is its own.
local given, at, wait = 0, 0, math.min(math.floor(window / 2), pause)
if wants == 2 then
  local rank = call('ZRANK', LINE, member)
  if not rank then
    tickets = tickets + 1
    call('ZADD', LINE, tickets, member)
    rank = call('ZCARD', LINE) - 1
  end
  call('ZREMRANGEBYSCORE', FREE, '-inf', integer(now))
  local rest = count - call('ZCARD', FREE) - held
  if now < since + window then
    -- Members have yet to say what they hold, so nothing is given, not even for later.
    wait = since + window - now
  elseif rank < rest then
    given, at = 1, now
  else
    local next_ = call('ZRANGE', FREE, rank - rest, rank - rest, 'WITHSCORES')
    if next_[1] then
      given, at = 1, tonumber(next_[2])
      call('ZREM', FREE, next_[1])
    end
  end
elseif wants == 0 then
  call('ZREM', LINE, member)
end
if given == 1 then
  call('ZREM', LINE, member)
  wait = math.max(0, math.min(at - now, window))
  holds, held = holds + 1, held + 1
end

call('HSET', RING, 'since', integer(since), 'held', held, 'tickets', tickets, 'places', places)
if holds > 0 or wants > 0 then
  call('HSET', RING, 'h' .. member, holds, 'm' .. member, message)
  call('ZADD', SEEN, integer(now), member)
else
  call('HDEL', RING, 'h' .. member, 'm' .. member)
  call('ZREM', SEEN, member)
end
local life = math.ceil((window + 2 * presence) / 1000)
for i = 2, 5 do
  call('PEXPIRE', KEYS[i], life)
end
return { given, wait, at, call('ZCARD', LINE) }
