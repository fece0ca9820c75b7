#!lua
-- Which counters a policy's rules use: KEYS[1] is the table of names; ARGV: for each rule how many
-- names it had before, its name, and those. Answers with one number for each rule.
local table_ = KEYS[1]
local given, answer = {}, {}
local function made()
  return redis.call('HINCRBY', table_, '', 1)
end
local i = 1
while i <= #ARGV do
  local formers, own = tonumber(ARGV[i]), ARGV[i + 1]
  local id = redis.call('HGET', table_, own)
  for k = 1, formers do
    id = id or redis.call('HGET', table_, ARGV[i + 1 + k])
  end
  id = tonumber(id or made())
  if given[id] then
    id = made()
  end
  given[id] = true
  redis.call('HSET', table_, own, id)
  answer[#answer + 1] = id
  i = i + 2 + formers
end
i = 1
for n = 1, #answer do
  local formers = tonumber(ARGV[i])
  for k = 1, formers do
    redis.call('HSETNX', table_, ARGV[i + 1 + k], answer[n])
  end
  i = i + 2 + formers
end
redis.call('EXPIRE', table_, 31536000)
return answer
