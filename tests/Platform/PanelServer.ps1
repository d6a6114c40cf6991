<#
Dot-sourced by a spec's BeforeAll, after NameServer.ps1: plays the server of the panel, which writes a zone for BIND whenever its serial changes.
#>

# Follows zones of the panel until Stop-PanelServer.
function Start-PanelServer($Server, [string[]] $Zone, [uri] $Panel, [pscredential] $Credential) {
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule((Get-Module Nodepoint).Path)
    $shell = [powershell]::Create($state)
    $stop = [Threading.ManualResetEvent]::new($false)
    $null = $shell.AddScript({
        param($folder, $server, $zones, $panel, $credential, $stop)
        . (Join-Path $folder NameServer.ps1)
        . (Join-Path $folder ZoneText.ps1)
        $null = Connect-NpPanel $panel -Credential $credential -Name server
        $known = @{}
        while (-not $stop.WaitOne(50)) {
            foreach ($zone in $zones) {
                $serial = (Get-NpDnsZone $zone -ErrorAction Stop).Serial
                if ($serial -eq $known[$zone]) { continue }
                Set-NameServerZone $server $zone (Get-ZoneText $zone)
                $known[$zone] = $serial
            }
        }
    }).AddParameters(@{ folder = $PSScriptRoot; server = $Server; zones = $Zone; panel = $Panel; credential = $Credential; stop = $stop })
    [pscustomobject]@{ Shell = $shell; Stop = $stop; Handle = $shell.BeginInvoke() }
}

function Stop-PanelServer($PanelServer) {
    if (-not $PanelServer) { return }
    $null = $PanelServer.Stop.Set()
    try { $null = $PanelServer.Shell.EndInvoke($PanelServer.Handle) }
    finally { $PanelServer.Shell.Dispose() }
}

# Follows all zones of the panel until Stop-PanelServer, for both name servers of a whole platform (Platform.ps1): zones that the panel gets are added.
function Start-PlatformFollower($Platform, [uri] $Panel, [pscredential] $Credential) {
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule((Get-Module Nodepoint).Path)
    $shell = [powershell]::Create($state)
    $stop = [Threading.ManualResetEvent]::new($false)
    $null = $shell.AddScript({
        param($folder, $platform, $panel, $credential, $stop)
        . (Join-Path $folder Platform.ps1)
        $null = Connect-NpPanel $panel -Credential $credential -Name server
        $known = @{}
        while (-not $stop.WaitOne(50)) {
            foreach ($zone in Get-NpDnsZone) {
                $name = $zone.Origin.TrimEnd('.')
                if ($zone.Serial -eq $known[$name]) { continue }
                # A zone that is being made has no NS records yet, and BIND does not load it.
                $text = Get-ZoneText $name
                if ($text -notmatch '\sIN NS\s') { continue }
                if ($platform.Zones.Contains($name)) { Update-TestPlatformZone $platform $name $text } else { Add-TestPlatformZone $platform $name $text }
                $known[$name] = $zone.Serial
            }
        }
    }).AddParameters(@{ folder = $PSScriptRoot; platform = $Platform; panel = $Panel; credential = $Credential; stop = $stop })
    [pscustomobject]@{ Shell = $shell; Stop = $stop; Handle = $shell.BeginInvoke() }
}
