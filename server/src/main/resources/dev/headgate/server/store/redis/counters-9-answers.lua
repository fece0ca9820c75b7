local answers = {}
local next = 2

-- A question whose periods do not reach this instant is handed back, before anything was written.
local function answer(a)
  local kind = a[1]
  if kind <= PEEK then
    local note, digest = ARGV[next], ARGV[next + 1]
    next = next + 2
    return decide(a, note, digest)
  elseif kind == SETTLE then
    return settle(a)
  elseif kind == RENEW then
    return renew(a)
  end
  return reset(a)
end

while next <= #ARGV do
  local text_ = ARGV[next]
  next = next + 1
  local a = { struct_unpack(format(#text_ / 8), text_) }
  local done, said = pcall(answer, a)
  if not done and said ~= OUTSIDE then
    error(said)
  end
  answers[#answers + 1] = done and said or char(BEYOND)
end

for i = 1, #writes do
  call(unpack(writes[i]))
end
for key, deadAt in pairs(dead) do
  call('SET', KEYS[key], text(key), 'PX', px(deadAt))
end

return { struct_pack('<d', now), unpack(answers) }
