<#
.SYNOPSIS
    Provisions a customer's site on a platform whose sites run in containers behind a reverse proxy: customer, domain, mail, name of the site,
    certificate, and checks.
.DESCRIPTION
    What new domains get is in the platform profile of the panel (Set-NpPlatform). In this order:

    1. the customer, the zone of the domain with NS, A, MX, SPF and DMARC records, the mail domain with DKIM, and the mailboxes
    2. the name of the site in the platform's own domain, such as shop1.nodepoint.eu, which leads to the reverse proxy
    3. a certificate by DNS-01: -IssueCertificate gets the names. Without it, a challenge is published, waited for, and withdrawn, so that
       it is known that a certificate can be had
    4. the site: -StartSite gets the domain and the name of the site, and starts the container
    5. checks of the zone, of mail, and of the platform's services

    Every step can be repeated: what exists is kept, and a second run changes nothing. If a step of the domain fails, what the run has made
    for it is removed again. With -Remove, everything is removed in the opposite order, and the panel is as before.

    The objects of the steps and checks are the output. Generated passwords are in it once, so keep them. The exit code is 0 if all is well,
    1 if a step failed, and 2 if everything was made but a check failed.
.EXAMPLE
    ./samples/provision-wordpress-site.ps1 shop.example shop1 -Client shop -CompanyName 'Shop GmbH' -Mailbox info, sales
.EXAMPLE
    # With Posh-ACME and the plugin of samples/acme, and containers that a script of your own starts.
    ./samples/provision-wordpress-site.ps1 shop.example shop1 -Client shop -IssueCertificate {
        param($names) New-PACertificate $names -Plugin Nodepoint -PluginArgs @{ NPPanel = 'prod' } } -StartSite {
        param($domain, $site) & /opt/sites/start-wordpress.sh $domain $site }
.EXAMPLE
    ./samples/provision-wordpress-site.ps1 shop.example shop1 -Client shop -Remove
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The customer's domain.
    [Parameter(Mandatory, Position = 0)]
    [string] $Domain,

    # The label of the site in the platform's domain, such as shop1.
    [Parameter(Mandatory, Position = 1)]
    [string] $Label,

    # The user name of the customer. One who does not exist is created.
    [Parameter(Mandatory)]
    [string] $Client,

    [string] $CompanyName,
    [string] $ContactName,
    [string] $Email,

    # The mailboxes: info, sales. Their passwords are generated.
    [string[]] $Mailbox = @(),

    # Gets the names of the certificate as an array, and obtains it.
    [scriptblock] $IssueCertificate,

    # Gets the domain and the complete name of the site, and starts its container.
    [scriptblock] $StartSite,

    # Removes what the script has made, with the customer if nothing else belongs to it.
    [switch] $Remove,

    # The saved panel to connect to if no panel is connected.
    [string] $Panel,

    # The name servers to wait for, each with a port if it is not 53. The default is those of each zone.
    [string[]] $Server,

    # The certificate of an authority of your own, which has signed certificates of the platform's services.
    [string] $CaCertificate,

    # The longest time to wait for the name servers, in seconds.
    [int] $TimeoutSec = 300
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint }

$own = $null
if (-not (Get-NpPanel)) { $own = if ($Panel) { Connect-NpPanel $Panel } else { Connect-NpPanel } }
$servers = if ($Server) { @{ Server = $Server } } else { @{} }

try {
    $zone = (Get-NpPlatform).SiteZone
    if (-not $zone) { throw 'The platform profile has no zone for sites. Set it with Set-NpPlatform -SiteZone.' }
    $site = "$Label.$zone"

    if ($Remove) {
        # The opposite order: nothing points to what is gone.
        Remove-NpSiteAddress $Label
        Remove-NpHostedDomain $Domain -IncludeClient
        exit 0
    }

    # 1. The customer's domain. A client that exists is kept as it is.
    $about = @{}
    foreach ($name in 'CompanyName', 'ContactName', 'Email') { if ($PSBoundParameters.ContainsKey($name)) { $about[$name] = $PSBoundParameters[$name] } }
    $steps = New-NpHostedDomain $Domain $Client -Mailbox $Mailbox -Dkim -Spf -Dmarc @about
    $steps

    # 2. The name of the site.
    New-NpSiteAddress $Label -SkipExisting

    if ($WhatIfPreference) { exit 0 }

    # 3. The certificate, for which the name servers must answer first.
    $null = Wait-NpDnsZone $Domain, $zone @servers -TimeoutSec $TimeoutSec
    $names = $Domain, "www.$Domain"
    if ($IssueCertificate) { & $IssueCertificate $names }
    elseif ($steps.Action -contains 'Created') {
        $token = [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_')
        foreach ($name in $names) { Set-NpAcmeChallenge $name $token @servers -TimeoutSec $TimeoutSec }
        foreach ($name in $names) { Remove-NpAcmeChallenge $name $token -Confirm:$false }
    }

    # 4. The site.
    if ($StartSite) { & $StartSite $Domain $site }

    # 5. The checks, when the name servers have the last change.
    $authority = if ($CaCertificate) { @{ CaCertificate = $CaCertificate } } else { @{} }
    $null = Wait-NpDnsZone $Domain @servers -TimeoutSec $TimeoutSec
    $checks = @(
        Test-NpDnsZone $Domain @servers
        Test-NpMailDomain $Domain
        Test-NpService proxy, mail, ns* @authority
    )
    $checks
    exit ($checks.Verdict -contains 'Fail' ? 2 : 0)
}
catch {
    Write-Error -ErrorRecord $_ -ErrorAction Continue
    exit 1
}
finally {
    if ($own) { $own | Disconnect-NpPanel }
}
