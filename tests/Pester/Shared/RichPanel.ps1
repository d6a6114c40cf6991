# Dot-sourced by a spec's BeforeAll, with SpecPanel.ps1: fills the panel with a record of every noun, and a zone of all types.
function Set-RichPanel {
    $VerbosePreference = $WarningPreference = 'SilentlyContinue'
    foreach ($row in Get-ChildItem (Join-Path $PSScriptRoot Nouns) -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }) {
        # Several begin with the same domain.
        if ($row.Setup) { try { . $row.Setup *>$null } catch { Write-Debug "$_" } }
        $new = $row.New
        $null = & "New-$($row.Noun)" @new -ErrorAction SilentlyContinue -ErrorVariable problem
        if ($problem -and $problem[0].FullyQualifiedErrorId -notmatch 'Duplicate|Taken|Conflict|InUse') { throw "$($row.Noun): $problem" }
    }
    $records = & (Join-Path $PSScriptRoot 'AwkwardRecords.ps1')
    $null = New-NpDnsZone awkward.example ns1.nodepoint.eu -Mbox admin@nodepoint.eu -Client acme
    $null = $records | New-NpDnsRecord -Zone awkward.example
}
