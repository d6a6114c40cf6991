<#
.SYNOPSIS
    Makes the rows of Start-NpSandbox -Demo anew: src/Nodepoint.Sandbox/Contract/demo.json.
.DESCRIPTION
    Runs Company.ps1 on a sandbox with the built module, adds the rows that the remote API cannot make (templates, backups,
    measurements, traffic), and writes every table that differs from the sandbox's own seed. Passwords are hashed and DKIM keys made
    anew each time. Build the module before and after: the file is embedded in the sandbox.
#>
[CmdletBinding()]
param([string] $Module = (Join-Path $PSScriptRoot '../../artifacts/Nodepoint/Nodepoint.psd1'))

$ErrorActionPreference = 'Stop'
$contract = Join-Path $PSScriptRoot '../../src/Nodepoint.Sandbox/Contract'
Import-Module $Module

# PHP's serialize, as monitor_data keeps reports.
function ConvertTo-PhpText($value) {
    switch (, $value) {
        { $_ -is [Collections.IDictionary] } { return "a:$($_.Count):{$(-join ($_.GetEnumerator() | ForEach-Object { (ConvertTo-PhpText $_.Key) + (ConvertTo-PhpText $_.Value) }))}" }
        { $_ -is [Collections.IList] } { return "a:$($_.Count):{$(-join (0..($_.Count - 1) | ForEach-Object { "i:$_;" + (ConvertTo-PhpText $value[$_]) }))}" }
        { $_ -is [string] } { return "s:$([Text.Encoding]::UTF8.GetByteCount($_)):`"$_`";" }
        default { return "i:$_;" }
    }
}

function New-Report($type, $data) { [ordered]@{ server_id = 1; type = $type; created = 1795900200; data = ConvertTo-PhpText $data; state = 'ok' } }

$sandbox = Start-NpSandbox demodata
try {
    $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin
    . (Join-Path $PSScriptRoot 'Company.ps1') 3> $null
    $sites = @{}
    foreach ($site in Get-NpWebsite) { $sites[$site.Domain] = $site }
    $mailboxes = @{}
    foreach ($mailbox in Get-NpMailbox) { $mailboxes[$mailbox.Email] = $mailbox }
    $databases = @{}
    foreach ($database in Get-NpDatabase) { $databases["$($database.Name)"] = $database }
    $rows = (Invoke-RestMethod "$($sandbox.HttpUri)sandbox/rows").tables
}
finally { $sandbox | Stop-NpSandbox }

$seed = (Get-Content (Join-Path $contract seed.json) -Raw | ConvertFrom-Json).tables
$made = [ordered]@{}
# Fixed times of making, so that only keys, hashes and serials differ from one run to the next.
foreach ($client in $rows.client) { $client.created_at = "$(1795451649 + 86400 * ([int]$client.client_id - 1))" }
foreach ($table in $rows.PSObject.Properties) {
    # What nobody changed stays with the seed, and a log of changes is kept for its last entries only, as a panel does.
    if ($table.Name -in 'server', 'server_ip', 'dns_ssl_ca', 'sys_ini', 'sys_config', 'dns_template', 'remote_user') { continue }
    $made[$table.Name] = @($table.Value)
}

# The servers have done all of the log.
$log = @($made.sys_datalog | Select-Object -Last 12)
$ago = $log.Count
foreach ($entry in $log) { $entry.tstamp = "{minute-$ago}"; $ago-- }
# One job has failed.
$log[0].status = 'error'
$log[0].error = 'Cannot create database c3kornblume: no space left on device.'
$made.sys_datalog = $log
$server = @($seed.server)[0]
$server.updated = [long]$log[-1].datalog_id
$made.server = @($server)

# What the remote API cannot make.
$made.client_template = @(
    [ordered]@{ template_id = 1; sys_userid = 1; sys_groupid = 1; sys_perm_user = 'riud'; sys_perm_group = 'riud'; template_name = 'Basic'; template_type = 'm'; limit_mailbox = 5 }
    [ordered]@{ template_id = 2; sys_userid = 1; sys_groupid = 1; sys_perm_user = 'riud'; sys_perm_group = 'riud'; template_name = 'More mail'; template_type = 'a'; limit_mailbox = 10 }
)
$shop = $sites['shop.example'].Id
$made.web_backup = @(
    [ordered]@{ backup_id = 1; server_id = 1; parent_domain_id = $shop; backup_type = 'web'; backup_mode = 'userzip'; backup_format = 'tar_gzip'; tstamp = 1764000000; filename = "web${shop}_2025-11-24.tar.gz"; filesize = '2048' }
    [ordered]@{ backup_id = 2; server_id = 1; parent_domain_id = $shop; backup_type = 'mysql'; backup_mode = 'userzip'; backup_format = 'gzip'; tstamp = 1764000060; filename = 'db_c1shop_2025-11-24.sql.gz'; filesize = '512' }
)
$backups = 0
$made.mail_backup = @(foreach ($email in 'info@example.com', 'bert@example.com') {
    foreach ($day in 0, 1) {
        $backups++
        $id = $mailboxes[$email].Id
        [ordered]@{ backup_id = $backups; server_id = 1; parent_domain_id = 2; mailuser_id = $id; backup_mode = 'userzip'; tstamp = 1764000000 + 86400 * $day
            filename = "mail${id}_2025-11-$(24 + $day)_00-00.tar.gz"; filesize = "$(1048576 * (2 + $day))" }
    }
})

# Measurements: some near their quota, some over it.
$used = [ordered]@{
    'info@nodepoint.eu' = 120MB; 'info@example.com' = 990MB; 'anna@example.com' = 36MB; 'bert@example.com' = 210MB
    'info@kornblume.example' = 480MB; 'orders@kornblume.example' = 262MB; 'jana@kornblume.example' = 640MB; 'office@werft.example' = 310MB
}
$mail = [ordered]@{}
foreach ($email in $used.Keys) { $mail[$email] = [ordered]@{ used = [long]$used[$email] } }
$disk = [ordered]@{}
foreach ($one in @{ Domain = 'shop.example'; Used = 1890MB; Quota = 2GB; Files = 18400 }, @{ Domain = 'kornblume.example'; Used = 1060MB; Quota = 1GB; Files = 7300 }, @{ Domain = 'werft.example'; Used = 96MB; Quota = 500MB; Files = 1250 }) {
    $kilobytes = { param($bytes) "$([long]($bytes / 1KB))" }
    $disk[$sites[$one.Domain].SystemUser] = [ordered]@{ used = & $kilobytes $one.Used; soft = & $kilobytes $one.Quota; hard = & $kilobytes ($one.Quota + 1MB); files = "$($one.Files)" }
}
$sizes = @(foreach ($one in @{ Name = 'c1shop'; Size = 91 * 1000 * 1000 }, @{ Name = ($databases.Keys -like '*kornblume')[0]; Size = 54 * 1000 * 1000 }) {
    [ordered]@{ database_name = $one.Name; size = [long]$one.Size; sys_groupid = "$($databases[$one.Name].OwnerGroupId)" }
})
$made.monitor_data = @((New-Report email_quota $mail), (New-Report harddisk_quota ([ordered]@{ user = $disk })), (New-Report database_size $sizes))

# Traffic of this month and the 24 months before it, whatever day it is.
$made.web_traffic = @(foreach ($one in @{ Domain = 'shop.example'; Bytes = 46GB }, @{ Domain = 'kornblume.example'; Bytes = 3.2GB }, @{ Domain = 'werft.example'; Bytes = 700MB }) {
    foreach ($month in -24..0) {
        [ordered]@{ hostname = $one.Domain; traffic_date = if ($month) { "{month$month}" } else { '{month}' }; traffic_bytes = [long]($one.Bytes * (0.6 + 0.4 * ($month + 24) / 24)) }
    }
})
$made.ftp_traffic = @(foreach ($month in -24..0) {
    [ordered]@{ hostname = 'shop.example'; traffic_date = if ($month) { "{month$month}" } else { '{month}' }; in_bytes = 52428800; out_bytes = 4194304 }
})

[ordered]@{
    about = 'Rows of Start-NpSandbox -Demo, each table in place of the one of seed.json. Made by tools/DemoData/New-DemoData.ps1. {month-1} is the first day of last month, {minute-5} five minutes ago.'
    tables = $made
} | ConvertTo-Json -Depth 20 | Set-Content (Join-Path $contract demo.json)
