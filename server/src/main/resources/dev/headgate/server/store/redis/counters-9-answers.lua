-- A question whose periods do not reach this instant is handed back, before anything was written.
local function answer(a, note, digest)
  local kind = a[1]
  if kind <= PEEK or kind == HOLD then
    return decide(a, note, digest)
  elseif kind == SETTLE then
    return settle(a)
  elseif kind == RENEW then
    return renew(a)
  elseif kind == CONFIRM then
    return confirm(a, note, digest)
  end
  return reset(a)
end

local function begin(theKeys, theArgs)
  if not call then
    begun()
  end
  keys, args = theKeys, theArgs
  raw = call('MGET', unpack(keys))
  for i = 1, before_ do
    cells[i], texts[i], dead[i], untouched[i] = nil, nil, nil, nil
  end
  before_ = #keys
  writes, pending, underWay, changed, heldKey = {}, {}, {}, {}, nil
  if args[1] == '' then
    local time = call('TIME')
    now = time[1] * 1000000 + time[2]
  else
    now = tonumber(args[1])
  end
end

local function finish()
  for i = 1, #writes do
    call(unpack(writes[i]))
  end
  for key = 2, #keys do
    local deadAt = dead[key]
    if deadAt then
      call('SET', keys[key], text(key), 'PX', px(deadAt))
    end
  end
  if heldKey then
    holds.write()
  end
end

-- The epoch: run id of the server, instant of the last loss, layout, its name.
local RUN_BYTES = 40

local function questions(theKeys, theArgs)
  begin(theKeys, theArgs)
  if raw[1] ~= args[2] then
    return redis.error_reply('HEADGATE-EPOCH another than the node knows')
  end
  lostAt = struct_unpack('<d', raw[1], RUN_BYTES + 1)
  local answers = { struct_pack('<d', now) }
  local next = 3
  while next <= #args do
    local asked = args[next]
    local a = { struct_unpack(format(#asked / 8), asked) }
    local decided = a[1] <= PEEK or a[1] >= HOLD
    local done, said = pcall(answer, a, decided and args[next + 1], decided and args[next + 2])
    if not done and said ~= OUTSIDE then
      error(said)
    end
    answers[#answers + 1] = done and said or char(BEYOND)
    next = next + (decided and 3 or 1)
  end
  finish()
  return answers
end

redis.register_function('@LIBRARY@', questions)
