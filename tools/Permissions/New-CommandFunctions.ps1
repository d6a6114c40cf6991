<#
.SYNOPSIS
    Records which functions of the remote API each cmdlet calls, from the scenes in tests/Pester/Shared/CommandScenes.ps1, and writes them to
    src/Nodepoint.PowerShell/Connection/commands.json, from which Get-NpRequiredPermission derives the permissions. Build before and after it.
#>
[CmdletBinding()]
param()
$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $root artifacts/Nodepoint/Nodepoint.psd1)
$seed = & (Join-Path $root tests/Pester/Shared/SeedWithTemplates.ps1) -Path ([IO.Path]::GetTempFileName())
$sandbox = Start-NpSandbox -Seed $seed

# The number of calls of each function since the last reset.
function Get-Count {
    $counts = Invoke-RestMethod "$($sandbox.Uri)sandbox/stats" -SkipCertificateCheck
    $counts.PSObject.Properties.Remove('total'); $counts.PSObject.Properties.Remove('logins'); $counts.PSObject.Properties.Remove('failures')
    $counts
}

$functions = [Collections.Generic.SortedDictionary[string, object]]::new([StringComparer]::Ordinal)
try {
    foreach ($scene in & (Join-Path $root tests/Pester/Shared/CommandScenes.ps1)) {
        $sandbox | Reset-NpSandbox
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name spec
        . $scene.Setup
        $before = Get-Count
        try { $null = . $scene.Run }
        catch { if (-not $scene.MayFail) { throw } }
        $after = Get-Count
        $called = @($after.PSObject.Properties | Where-Object { $_.Name -notin 'login', 'logout' -and $_.Value -gt [long]$before.($_.Name) }).Name
        $functions[$scene.Command] = @(@($functions[$scene.Command]) + $called | Where-Object { $_ } | Sort-Object -Unique)
        Write-Verbose "$($scene.Command): $($functions[$scene.Command] -join ', ')"
    }
}
finally {
    $sandbox | Stop-NpSandbox
    Remove-Item $seed
}
$lines = foreach ($one in $functions.GetEnumerator()) { '  {0}: [{1}]' -f (ConvertTo-Json $one.Key), (($one.Value | ForEach-Object { ConvertTo-Json $_ }) -join ', ') }
"{`n$($lines -join ",`n")`n}" | Set-Content (Join-Path $root src/Nodepoint.PowerShell/Connection/commands.json)
