-- wrk: sends each line of the file $ZONEBOOK_LETTERS once; one that is not there is answered by 400.

local letters, next_one = {}, 0

function init()
  for line in io.lines(os.getenv("ZONEBOOK_LETTERS")) do
    letters[#letters + 1] = line
  end
end

function request()  -- once before the first is sent: wrk looks at its form
  next_one = next_one + 1
  return wrk.format("POST", nil, nil, letters[next_one - 1] or "{}")
end
