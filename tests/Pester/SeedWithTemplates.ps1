# Writes the sandbox's own seed with two client templates, which the remote API cannot make, and gives the file's path.
param([Parameter(Mandatory)] [string] $Path)
$seed = Get-Content (Join-Path $PSScriptRoot '../../src/Nodepoint.Sandbox/Contract/seed.json') -Raw | ConvertFrom-Json
$tables = if ($seed.tables) { $seed.tables } else { $seed }
$tables | Add-Member client_template @(
    [pscustomobject]@{ template_id = 1; template_name = 'Basic'; template_type = 'm'; limit_mailbox = 5 }
    [pscustomobject]@{ template_id = 2; template_name = 'More mail'; template_type = 'a'; limit_mailbox = 10 }
) -Force
$seed | ConvertTo-Json -Depth 20 | Set-Content $Path
$Path
