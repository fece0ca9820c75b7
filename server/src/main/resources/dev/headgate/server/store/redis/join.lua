#!lua
-- A node meets the server. KEYS[1] is the epoch; ARGV: the epoch's name that the node knows or
-- nothing, one it made up, the newest format it understands, and the run id of another process that
-- counted before and still does, elsewhere; '?' where it has not asked yet, nothing where none does.
-- The epoch: run id, instant of the last loss, format, then its own name.
local known = redis.call('GET', KEYS[1])
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local mine, fresh, format, lives = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local YEAR = 31536000
local lostAt, written, name = mine ~= '' and now or 0, format, fresh
if known then
  if #known ~= #run + 16 + #fresh then
    return redis.error_reply('HEADGATE-FOREIGN')
  end
  lostAt, written = struct.unpack('<dd', known, #run + 1)
  name = string.sub(known, #run + 17)
  if written > format then
    return redis.error_reply('HEADGATE-FORMAT ' .. written)
  end
  local before = string.sub(known, 1, #run)
  if before ~= run and lives == '?' then
    return redis.error_reply('HEADGATE-RUN ' .. before)
  elseif before ~= run and before ~= lives then
    -- Another process serves than the one that counted: what it had last may be lost.
    lostAt, name = now, fresh
  elseif mine ~= '' and mine ~= name and lostAt == 0 then
    -- Whoever came first to an empty store could not know that it had not been empty.
    lostAt = now
  end
end
local epoch = run .. struct.pack('<dd', lostAt, written) .. name
redis.call('SET', KEYS[1], epoch, 'EX', YEAR)
return epoch
