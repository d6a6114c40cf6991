<#
.SYNOPSIS
    Keeps DNS zones in a folder of files: export, change, check, preview, apply, test.
.DESCRIPTION
    The first run writes a file for each zone of the panel. Each later run checks the files, shows what is different on the panel, and makes
    the panel what the files say. A run without a difference sends nothing.

    Uses the connected panel. If no panel is connected, it starts a sandbox with the demo company, and changes two files as you would with
    an editor, so that you can try it at once. Where BIND 9 is installed, it also starts a name server for the zones on 127.0.0.1.
.EXAMPLE
    ./samples/zones-as-code.ps1
.EXAMPLE
    Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)
    ./samples/zones-as-code.ps1 -Folder ./zones
    # Change the files, commit them, and run it again.
    ./samples/zones-as-code.ps1 -Folder ./zones -Server ns1.example.com, ns2.example.com -WhatIf
    ./samples/zones-as-code.ps1 -Folder ./zones -Server ns1.example.com, ns2.example.com
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder with a file for each zone. If it does not exist, the zones of the panel are exported to it.
    [string] $Folder = (Join-Path $PSScriptRoot '../artifacts/zones'),

    # Name servers to test afterwards, each with a port if it is not 53: ns1.example.com:5353.
    [string[]] $Server,

    # Removes the folder first.
    [switch] $Reset
)

$ErrorActionPreference = 'Stop'

# Starts BIND with the zones of the panel, as the panel's own server does, at a free port of 127.0.0.1.
function Start-Bind {
    $work = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-zones-$PID") -ItemType Directory -Force).FullName
    Export-NpDnsZone -Path "$work/" -Force
    $socket = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $socket.Start()
    $port = $socket.LocalEndpoint.Port
    $socket.Stop()
    @"
options { directory "$work"; listen-on port $port { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none; session-keyfile none; recursion no; allow-transfer { none; }; };
controls { };
$(Get-ChildItem $work -Filter *.zone | ForEach-Object { "zone `"$($_.BaseName)`" { type primary; file `"$($_.Name)`"; };`n" })
"@ | Set-Content "$work/named.conf"
    $process = Start-Process named '-g', '-n', '1', '-c', "$work/named.conf" -RedirectStandardError "$work/named.log" -PassThru
    [pscustomobject]@{ Process = $process; Folder = $work; Server = "127.0.0.1:$port" }
}

if ($Reset -and (Test-Path $Folder)) { Remove-Item $Folder -Recurse -Confirm:$false -WhatIf:$false }
$own = $bind = $null
if (-not (Get-NpPanel)) {
    $own = Start-NpSandbox -Demo
    $null = Connect-NpPanel $own.Uri -Credential $own.Credential -CertificatePin $own.CertificatePin -Name zones
    Write-Host "No panel is connected. Using a sandbox with the demo company at $($own.Uri)"
}

try {
    '== Export'
    # Files that exist are kept: they say what the zones are to be.
    $isNew = -not (Test-Path $Folder)
    if ($own -and $isNew) {
        # The zones of the demo have no name servers yet, without which BIND does not load a zone.
        $null = Get-NpDnsZone | New-NpDnsRecord -Name '@' -Type NS -Value ns1.nodepoint.eu -WhatIf:$false
        $null = New-NpDnsRecord nodepoint.eu ns1 A 203.0.113.53 -WhatIf:$false
    }
    if ($isNew) { Export-NpDnsZone -Path "$Folder/" -PassThru -WhatIf:$false | ForEach-Object Name }
    else { "$Folder has $(@(Get-ChildItem $Folder -File).Count) files." }

    if ($own -and $isNew) {
        '== Change two files'
        $first, $second = Get-ChildItem $Folder -Filter *.zone | Sort-Object Name | Select-Object -First 2
        (Get-Content $first) -replace '^(www .*)203\.0\.113\.\d+$', '${1}203.0.113.20' | Set-Content $first
        Add-Content $second 'status 300 IN CNAME status.example.net.'
        "$($first.Name): another address for www"
        "$($second.Name): a new name, status"
    }

    '== Check the files'
    # BIND is the judge, where it is installed.
    if (Get-Command named-checkzone -ErrorAction Ignore) {
        foreach ($file in Get-ChildItem $Folder -Filter *.zone) {
            $said = named-checkzone -i local $file.BaseName $file.FullName 2>&1
            if ($LASTEXITCODE -ne 0) { "BIND does not load $($file.Name): $said" } else { "BIND loads $($file.Name)." }
        }
    }
    else { 'named-checkzone was not found, so only Nodepoint checks the files.' }

    '== Preview'
    $changes = @(Compare-NpDnsZone $Folder -Prune)
    $changes | ForEach-Object { "$_" }
    if (-not $changes) { 'Nothing to change.' }

    '== Apply'
    # -Prune removes what the files lack. A zone in which more than 30 % of the records would be changed or removed is refused.
    $applied = @(Sync-NpDnsZone $Folder -Prune)
    "$($applied.Count) changes were made in $(@($applied.Zone | Sort-Object -Unique).Count) zones."

    if ($own -and -not $Server -and -not $WhatIfPreference -and (Get-Command named -ErrorAction Ignore)) {
        $bind = Start-Bind
        $Server = $bind.Server
    }
    if ($Server -and -not $WhatIfPreference) {
        '== Test'
        # The panel's servers apply changes once a minute.
        Wait-NpDnsZone -Server $Server
        Test-NpDnsZone -Server $Server | ForEach-Object { "$($_.Zone) $($_.Verdict) $($_.Problem)".TrimEnd() }
    }

    '== Again'
    $again = @(Sync-NpDnsZone $Folder -Prune)
    if ($again) { "$($again.Count) changes were made." } else { 'The panel is what the files say. Nothing was changed.' }
}
finally {
    if ($bind) {
        $bind.Process | Stop-Process -Confirm:$false -WhatIf:$false
        $bind.Process.WaitForExit()
        Remove-Item $bind.Folder -Recurse -Confirm:$false -WhatIf:$false
    }
    if ($own) {
        Disconnect-NpPanel zones
        $own | Stop-NpSandbox
    }
}
