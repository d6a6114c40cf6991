<#
.SYNOPSIS
    Writes docs/report.html and docs/report.png: the report of Start-NpSandbox -Demo.
.DESCRIPTION
    Starts the demo's sandbox and, on loopback, the real servers of a platform (tests/Platform/Platform.ps1), which serve the demo's zones.
    Takes a snapshot, changes a few things, and writes the report of what has changed since. A certificate that soon expires and a name server
    that has missed a change are among what the report finds. The picture is made by Chromium.

    Needs what the specs of a platform need, and Chromium (the Debian package chromium).
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/Nodepoint/Nodepoint.psd1'),
    [string] $Destination = (Join-Path $PSScriptRoot '../../docs')
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
. (Join-Path $PSScriptRoot '../../tests/Platform/Platform.ps1')
if (-not $IsPlatformPossible) { throw "The platform of the demo cannot be started: $($NoPlatform -join '; ')." }
$chromium = Get-Command chromium, chromium-browser, google-chrome -CommandType Application -ErrorAction Ignore | Select-Object -First 1
if (-not $chromium) { throw 'Chromium was not found. Install the package chromium.' }

# The name servers get what the panel has.
function Set-ServedZones {
    foreach ($zone in Get-NpDnsZone) {
        $name = $zone.Origin.TrimEnd('.')
        if ($platform.Zones.Contains($name)) { Update-TestPlatformZone $platform $name (Get-ZoneText $name) } else { Add-TestPlatformZone $platform $name (Get-ZoneText $name) }
    }
}

$folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-report-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
$before = $env:XDG_CONFIG_HOME
$env:XDG_CONFIG_HOME = $folder
$sandbox = $platform = $null
try {
    $sandbox = Start-NpSandbox report -Demo
    $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name demo
    $platform = Start-TestPlatform
    Register-NpPanel demo $sandbox.Uri -CertificatePin $sandbox.CertificatePin
    $profile = Get-TestPlatformProfile $platform
    Set-NpPlatform demo @profile

    # What a platform has and the demo company does not: its own host names, and name servers of each zone.
    foreach ($service in $profile.Service) { $null = New-NpDnsRecord nodepoint.eu ($service.HostName -replace '\..*') A $service.Addresses -SkipExisting }
    Get-NpServerIp | Remove-NpServerIp -Confirm:$false
    foreach ($address in $profile.Service.Addresses | Sort-Object -Unique) { $null = New-NpServerIp $address -SkipExisting }
    foreach ($zone in Get-NpDnsZone) {
        foreach ($server in 'ns1.nodepoint.eu.', 'ns2.nodepoint.eu.') { $null = New-NpDnsRecord $zone.Origin '@' NS $server -SkipExisting }
    }
    $null = New-NpDnsRecord nodepoint.eu '@' MX mail.nodepoint.eu. -Priority 10
    Set-NpSpf nodepoint.eu -Add mx -All Fail 3> $null
    Set-NpDmarc nodepoint.eu -Policy Quarantine 3> $null
    Set-NpDkim nodepoint.eu -Selector 2026a > $null
    Set-NpDmarc kornblume.example -Policy None 3> $null
    Set-NpClient kornblume -MailboxLimit 3 -DnsZoneLimit 5 -WebsiteLimit 1 3> $null
    Set-NpClient werft -MailboxLimit 1 -MailQuota 1GB 3> $null
    Set-ServedZones

    $null = Export-NpState $folder/state
    $null = New-NpMailbox news@kornblume.example -Name 'Newsletter' -Password 'Mb-Pw-123!' -Quota 250MB 3> $null
    Set-NpMailbox anna@example.com -Quota 5GB
    Get-NpMailAlias contact@nodepoint.eu | Remove-NpMailAlias -Confirm:$false
    Get-NpDnsRecord kornblume.example www A | Set-NpDnsRecord -Value 203.0.113.20
    Set-ServedZones
    $platform.Ns1.Zones['werft.example'].AllowTransfer = 'none'
    Update-NameServer $platform.Ns1
    $null = New-NpDnsRecord werft.example shop A 203.0.113.13
    Set-NameServerZone $platform.Ns1 werft.example (Get-ZoneText werft.example)
    Set-PlatformFault $platform CertificateEndsSoon

    $page = Export-NpReport (Join-Path $Destination report.html) -Since $folder/state -CaCertificate $platform.Authority.Path
    $picture = [IO.Path]::ChangeExtension($page.FullName, 'png')
    # Chromium's own sandbox does not start as root.
    $said = & $chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "--user-data-dir=$folder/chromium" --window-size=1280,1500 "--screenshot=$picture" ([uri]"file://$($page.FullName)").AbsoluteUri 2>&1
    if ((Get-Item $picture -ErrorAction Ignore).LastWriteTime -lt $page.LastWriteTime) { throw "Chromium did not write '$picture': $said" }
    $page, (Get-Item $picture)
}
finally {
    $env:XDG_CONFIG_HOME = $before
    Stop-TestPlatform $platform
    Get-NpPanel demo -ErrorAction Ignore | Disconnect-NpPanel
    if ($sandbox) { $sandbox | Stop-NpSandbox }
    Remove-Item $folder -Recurse -Force
}
