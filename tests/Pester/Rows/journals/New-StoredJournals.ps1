<#
.SYNOPSIS
    Writes the stored journals of a format with a built module: mailboxes.jsonl and records.jsonl, as a run leaves them that was killed.
.DESCRIPTION
    Run it once for each new format, in a pwsh of its own, and commit the folder. StoredJournals.Tests.ps1 resumes each of them for ever.
.EXAMPLE
    pwsh -File New-StoredJournals.ps1 -Module artifacts/Nodepoint -Path tests/Pester/Rows/journals/2
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Path
)

$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot Rows.ps1)
Import-Module $Module
$null = New-Item $Path -ItemType Directory -Force
$work = (New-Item (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())) -ItemType Directory).FullName
$sandbox = Start-NpSandbox
function Lines($Name) { Get-Content (Join-Path $work $Name) }
function Save($Name, $Lines) { Set-Content (Join-Path $Path $Name) @($Lines -replace 'https://127\.0\.0\.1:\d+', 'https://panel.example.com:8080') }
try {
    $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin
    $null = New-NpMailDomain example.com -Client acme
    $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
    $rows = StoredBoxes
    $rows | New-NpMailbox -Journal "$work/whole" -ThrottleLimit 1 -ErrorAction SilentlyContinue | Out-Null
    # Row 3 stops this run, so that row 7 is withdrawn.
    try { $rows | New-NpMailbox -Journal "$work/stopped" -SkipExisting -ThrottleLimit 1 | Out-Null } catch { "$_" }
    StoredHosts | New-NpDnsRecord -Journal "$work/records" -ThrottleLimit 1 -ErrorAction SilentlyContinue | Out-Null
    # The sixth row was sent, and then the panel was gone.
    Set-Content "$work/unknown" @(Lines whole | Where-Object { $_ -notmatch '"row":[4567],"state":"done"|"rows":' })
}
finally { $sandbox | Stop-NpSandbox }

$rows | New-NpMailbox -Journal "$work/unknown" -ThrottleLimit 1 -ErrorAction SilentlyContinue | Out-Null
Save mailboxes.jsonl (@(Lines whole | Where-Object { $_ -notmatch '"row":[4567],"state":"done"|"rows":' }) + @(Lines unknown | Where-Object { $_ -match '"row":6,"state":"unknown"' }) + @(Lines stopped | Where-Object { $_ -match '"row":7,"state":"withdrawn"' }))
Save records.jsonl @(Lines records | Where-Object { $_ -notmatch '"row":4,"state":"done"|"rows":|"raised"' })
Remove-Item $work -Recurse
Get-ChildItem $Path
