#!lua flags=no-writes
-- Which of some commands this user may not use. ARGV: each command with its words, parted by spaces.
-- Answers with the places of those, from 1.
local missing = {}
for i = 1, #ARGV do
  local words = {}
  for word in string.gmatch(ARGV[i], '%S+') do
    words[#words + 1] = word
  end
  if not redis.acl_check_cmd(unpack(words)) then
    missing[#missing + 1] = i
  end
end
return missing
