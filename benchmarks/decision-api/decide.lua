-- Posts calls of 1,000 tenants in turn to the decision API.
local bodies = {}
local at = 0

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["X-Api-Key"] = "bench-key-1"
  for i = 1, 1000 do
    bodies[i] = wrk.format(nil, "/v1/decide", nil, string.format(
      '{"operation":"getIssue","caller":{"tenant":"tenant-%d","app":"app-%d","user":"user-%d"},' ..
      '"attributes":{"issue":"ISSUE-%d"}}', i, i % 50, i, i))
  end
end

function request()
  at = at % 1000 + 1
  return bodies[at]
end
