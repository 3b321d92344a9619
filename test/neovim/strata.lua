-- Runs in `nvim --headless --clean` with the Dockerfile opened. STRATA names the server's command, one word a line. Works from
-- Neovim 0.7 on, which has no `vim.lsp.start` yet.
local RULE = 'cache/copy-before-install'
local PATIENCE = 20000

local function check(name, run)
  local ok, problem = pcall(run)
  io.stdout:write(ok and ('✔ ' .. name .. '\n') or ('✖ ' .. name .. ': ' .. tostring(problem) .. '\n'))
end

local function wait_for(what, probe)
  if not vim.wait(PATIENCE, probe, 25) then
    error('still not so: ' .. what)
  end
end

local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, PATIENCE) or {}) do
    return answer.result
  end
end

local function found()
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.code == RULE or vim.tbl_get(diagnostic, 'user_data', 'lsp', 'code') == RULE then
      return diagnostic
    end
  end
end

local document = { uri = vim.uri_from_bufnr(0) }
local config = {
  name = 'strata',
  cmd = vim.split(vim.env.STRATA, '\n'),
  root_dir = vim.fn.getcwd(),
}
vim.bo.filetype = 'dockerfile'
if vim.lsp.start then
  vim.lsp.start(config)
else
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end

check('shows problems', function()
  wait_for('a diagnostic', found)
  assert(found().lnum == 2, 'it is at line ' .. found().lnum)
end)

check('shows code lenses', function()
  wait_for('code lenses', function()
    vim.lsp.codelens.refresh()
    return #vim.lsp.codelens.get(0) > 0
  end)
end)

check('explains on hover', function()
  local hover = ask('textDocument/hover', { textDocument = document, position = { line = 4, character = 1 } })
  assert(hover and vim.inspect(hover):find('docker run -p 3000:3000', 1, true), vim.inspect(hover))
end)

check('applies the fix', function()
  local edit
  -- The fix names files of the build context, which is read beside the first answers.
  wait_for('a fix', function()
    local line = { start = { line = 2, character = 0 }, ['end'] = { line = 2, character = 0 } }
    local actions = ask('textDocument/codeAction', {
      textDocument = document,
      range = line,
      context = { diagnostics = {}, only = { 'quickfix' } },
    })
    for _, action in ipairs(actions or {}) do
      if action.isPreferred then
        edit = (action.edit and action or ask('codeAction/resolve', action)).edit
        return edit ~= nil
      end
    end
    return false
  end)
  vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  assert(text:find('COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n', 1, true), text)
  wait_for('no diagnostic', function()
    return not found()
  end)
end)

vim.cmd('qall!')
