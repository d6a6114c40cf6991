<#
A Posh-ACME plugin: DNS-01 challenges in zones of the panel. Copy it to the Plugins folder of Posh-ACME (or to the folder in POSHACME_PLUGINS), and:

    New-PACertificate example.com, *.example.com -Plugin Nodepoint -PluginArgs @{ NPPanel = 'prod' }

NPPanel is a panel saved with Register-NpPanel. Without it, the connection that is open is used, or NODEPOINT_URI, NODEPOINT_USER and
NODEPOINT_PASSWORD. NPServer names the name servers to wait for; the default is those of the zone.
#>

function Get-CurrentPluginType { 'dns-01' }

function Add-DnsTxt {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $RecordName,
        [Parameter(Mandatory, Position = 1)] [string] $TxtValue,
        [string] $NPPanel,
        [string[]] $NPServer,
        [Parameter(ValueFromRemainingArguments)] $ExtraParams
    )
    Connect-Nodepoint $NPPanel
    # The name servers are waited for once, in Save-DnsTxt.
    Set-NpAcmeChallenge $RecordName $TxtValue -NoWait -ErrorAction Stop
    if (-not $script:NodepointAdded) { $script:NodepointAdded = [Collections.Generic.List[object]]::new() }
    $script:NodepointAdded.Add([pscustomobject]@{ Name = $RecordName; Token = $TxtValue })
    <#
    .SYNOPSIS
        Publishes the value of a challenge in the zone of the panel.
    .PARAMETER RecordName
        The full name of the TXT record, such as _acme-challenge.www.example.com.
    .PARAMETER TxtValue
        The value of the TXT record.
    .PARAMETER NPPanel
        The name of a saved panel. The default is the open connection.
    .PARAMETER NPServer
        The name servers to wait for. The default is those of the zone.
    .PARAMETER ExtraParams
        Is ignored: parameters of other plugins.
    #>
}

function Remove-DnsTxt {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $RecordName,
        [Parameter(Mandatory, Position = 1)] [string] $TxtValue,
        [string] $NPPanel,
        [string[]] $NPServer,
        [Parameter(ValueFromRemainingArguments)] $ExtraParams
    )
    Connect-Nodepoint $NPPanel
    Remove-NpAcmeChallenge $RecordName $TxtValue -Confirm:$false -ErrorAction Stop
    <#
    .SYNOPSIS
        Withdraws the value of a challenge.
    .PARAMETER RecordName
        The full name of the TXT record.
    .PARAMETER TxtValue
        The value of the TXT record.
    .PARAMETER NPPanel
        The name of a saved panel. The default is the open connection.
    .PARAMETER NPServer
        Is ignored.
    .PARAMETER ExtraParams
        Is ignored: parameters of other plugins.
    #>
}

function Save-DnsTxt {
    [CmdletBinding()]
    param(
        [string] $NPPanel,
        [string[]] $NPServer,
        [Parameter(ValueFromRemainingArguments)] $ExtraParams
    )
    if (-not $script:NodepointAdded) { return }
    Connect-Nodepoint $NPPanel
    $wait = $NPServer ? @{ Server = $NPServer } : @{}
    $added, $script:NodepointAdded = $script:NodepointAdded, $null
    $added | Set-NpAcmeChallenge @wait -ErrorAction Stop
    <#
    .SYNOPSIS
        Waits until the name servers have the values that were added.
    .PARAMETER NPPanel
        The name of a saved panel. The default is the open connection.
    .PARAMETER NPServer
        The name servers to wait for. The default is those of the zone.
    .PARAMETER ExtraParams
        Is ignored: parameters of other plugins.
    #>
}

function Connect-Nodepoint([string] $Panel) {
    if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint -ErrorAction Stop }
    if ($Panel) { if (-not (Get-NpPanel | Where-Object Name -eq $Panel)) { $null = Connect-NpPanel -Name $Panel -ErrorAction Stop } }
    elseif (-not (Get-NpPanel)) { $null = Connect-NpPanel -ErrorAction Stop }
}
