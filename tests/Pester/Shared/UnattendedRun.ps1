<#
.SYNOPSIS
    Runs every cmdlet as an unattended script does, and writes to a file how each ended. NonInteractive.Tests.ps1 starts it with -NonInteractive.
.DESCRIPTION
    Each cmdlet is run without parameters, without a connection; then each scene of CommandScenes.ps1, and once more without -Confirm:$false
    where the scene has it. The results are JSON lines: what was run, how, and the errors.
#>
param([string] $Manifest, [string] $Report, [string] $Filter = '*')

$ErrorActionPreference = 'Continue'
# As about_Nodepoint_Automation says: PowerShell colors its tables and errors in files too, unless a script asks for plain text.
$PSStyle.OutputRendering = 'PlainText'
Import-Module $Manifest
$writer = [IO.StreamWriter]::new($Report)
$writer.AutoFlush = $true
function Add-Result([string] $Command, [string] $How, [scriptblock] $Run, [bool] $MayFail) {
    # Written before, so that one that never ends is named.
    $writer.WriteLine((@{ Command = $Command; How = $How; State = 'started' } | ConvertTo-Json -Compress))
    $errors = @()
    try { $errors = @(. $Run 2>&1 | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { $_ } else { $_ | Out-Default } }) }
    catch { $errors = @($_) }
    $writer.WriteLine((@{ Command = $Command; How = $How; State = 'ended'; MayFail = $MayFail; Errors = @($errors | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" }) } | ConvertTo-Json -Compress))
}

$env:NODEPOINT_URI = $env:NODEPOINT_USER = $env:NODEPOINT_PASSWORD = $null
foreach ($command in (Get-Command -Module Nodepoint | Where-Object Name -Like $Filter).Name) { Add-Result $command bare { & $command }.GetNewClosure() $true }
Add-Result Connect-NpPanel 'without a credential' { Connect-NpPanel https://127.0.0.1:1 } $true
Get-NpSandbox | Stop-NpSandbox

$seed = & (Join-Path $PSScriptRoot SeedWithTemplates.ps1) -Path "$Report.seed.json"
$sandbox = Start-NpSandbox -Seed $seed
foreach ($scene in & (Join-Path $PSScriptRoot CommandScenes.ps1) | Where-Object Command -Like $Filter) {
    $text = "$($scene.Run)"
    foreach ($how in @('scene') + @(if ($text -like '*-Confirm:$false*') { 'unconfirmed' })) {
        $sandbox | Reset-NpSandbox
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name spec
        . $scene.Setup *> $null
        $run = $scene.Run
        if ($how -eq 'unconfirmed') {
            $run = [scriptblock]::Create($text.Replace('-Confirm:$false', '').Replace('-ErrorAction SilentlyContinue', ''))
            if ($scene.Run.Module) { $run = $scene.Run.Module.NewBoundScriptBlock($run) }
        }
        Add-Result $scene.Command $how $run ([bool]$scene.MayFail)
    }
}

# So many rows that there is progress to show.
$sandbox | Reset-NpSandbox
$null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name spec
$null = New-NpMailDomain example.com
$rows = 1..2000 | ForEach-Object { [pscustomobject]@{ Email = "m$_@example.com"; PasswordHash = '$6$abcdefgh$' + 'a' * 86 } }
Add-Result New-NpMailbox rows { $rows | New-NpMailbox -TotalCount 2000 | Out-Null } $false
$sandbox | Stop-NpSandbox
$writer.Dispose()
