local function answer(a, note, digest)
  local kind = a[1]
  if kind == RESET then
    return reset(a)
  end
  if kind <= PEEK or kind == HOLD then
    return decide(a, note, digest)
  elseif kind == SETTLE then
    return settle(a)
  elseif kind == RENEW then
    return renew(a)
  elseif kind == CONFIRM then
    return confirm(a, note, digest)
  end
  error('no such kind of question: ' .. kind)
end

local function begin(theKeys, args)
  if not call then
    begun()
  end
  keys = theKeys
  texts = call('MGET', spread(keys, 1, number(args[3])))
  meters = metersOf(args[4])
  -- Some are there where the call before failed.
  for i = 1, changes do
    dead[changed[i]] = nil
  end
  changes, adds, removes = 0, 1, 1
  if rare then
    cells, untouched, underWay, holding, heldKey, rare = {}, {}, {}, {}, nil, false
  end
  if args[1] == '' then
    local time = call('TIME')
    now = time[1] * 1000000 + time[2]
  else
    now = number(args[1])
  end
end

local function finish()
  local keys, texts = keys, texts
  for i = 1, changes do
    local key = changed[i]
    local deadAt, value = dead[key], texts[key]
    dead[key] = nil
    if not deadAt then
      -- It keeps the life it has. A number would be formatted, which costs more than the writing.
      call('SETRANGE', keys[key], '0', value)
    elseif value == false then
      call('DEL', keys[key])
    else
      local life = lives[deadAt - now] or spelledLife(deadAt - now)
      call('SET', keys[key], value or text(key), 'PX', life)
    end
  end
  changes = 0
  writeDue()
  if heldKey then
    holds.write()
  end
end

-- One question and its texts; one whose periods do not reach this instant is handed back.
local function answered(a, note, digest)
  if not meters.bounded then
    return answer(a, note, digest)
  end
  local done, said = pcall(answer, a, note, digest)
  if not done and said ~= OUTSIDE then
    error(said)
  end
  return done and said or chars[BEYOND]
end

-- The epoch: run id of the server, instant of the last loss, layout, its name.
local RUN_BYTES = 40
local epoch

local function questions(theKeys, args)
  begin(theKeys, args)
  if texts[1] ~= args[2] then
    return redis.error_reply('HEADGATE-EPOCH another than the node knows')
  elseif texts[1] ~= epoch then
    epoch = texts[1]
    lostAt = struct_unpack('<d', epoch, RUN_BYTES + 1)
  end
  local answers, answersKnown = { struct_pack('<d', now) }, 1
  local next, last = 5, #args
  while next <= last do
    local asked = args[next]
    local a = { struct_unpack(formats[#asked] or format(#asked), asked) }
    local decided = a[1] <= PEEK or a[1] >= HOLD
    answersKnown = answersKnown + 1
    if decided then
      answers[answersKnown] = answered(a, args[next + 1], args[next + 2])
      next = next + 3
    else
      answers[answersKnown] = answered(a)
      next = next + 1
    end
  end
  finish()
  return answers
end

redis.register_function('@LIBRARY@', questions)
