# Writes the sandbox's seed with two client templates and a website's backups, which the remote API cannot create, and returns the path of the file.
param([Parameter(Mandatory)] [string] $Path)
$seed = Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/seed.json') -Raw | ConvertFrom-Json
$tables = if ($seed.tables) { $seed.tables } else { $seed }
$tables | Add-Member client_template @(
    [pscustomobject]@{ template_id = 1; template_name = 'Basic'; template_type = 'm'; limit_mailbox = 5 }
    [pscustomobject]@{ template_id = 2; template_name = 'More mail'; template_type = 'a'; limit_mailbox = 10 }
) -Force
$tables | Add-Member web_backup @(
    [pscustomobject]@{ backup_id = 1; server_id = 1; parent_domain_id = 1; backup_type = 'web'; backup_mode = 'userzip'; backup_format = 'tar_gzip'; tstamp = 1764000000; filename = 'web1_2025-11-24.tar.gz'; filesize = '2048' }
    [pscustomobject]@{ backup_id = 2; server_id = 1; parent_domain_id = 1; backup_type = 'mysql'; backup_mode = 'userzip'; backup_format = 'gzip'; tstamp = 1764000060; filename = 'db_c1shop_2025-11-24.sql.gz'; filesize = '512' }
) -Force
$seed | ConvertTo-Json -Depth 20 | Set-Content $Path
$Path
