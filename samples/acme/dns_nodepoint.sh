#!/usr/bin/env sh
# A DNS API hook of acme.sh: DNS-01 challenges in zones of the panel. Copy it to ~/.acme.sh/dnsapi/, and:
#
#   export NODEPOINT_PANEL=prod        # a panel saved with Register-NpPanel; or NODEPOINT_URI, NODEPOINT_USER and NODEPOINT_PASSWORD
#   acme.sh --issue --dns dns_nodepoint --dnssleep 0 -d example.com -d '*.example.com'
#
# NODEPOINT_SERVER names the name servers to wait for, separated by commas; the default is those of the zone. NODEPOINT_MODULE is the path of
# the module, if it is not installed.

dns_nodepoint_add() {
  NODEPOINT_NAME="$1" NODEPOINT_TOKEN="$2" _nodepoint '
    $wait = $env:NODEPOINT_SERVER ? @{ Server = $env:NODEPOINT_SERVER -split "," } : @{}
    Set-NpAcmeChallenge $env:NODEPOINT_NAME $env:NODEPOINT_TOKEN @wait'
}

dns_nodepoint_rm() {
  NODEPOINT_NAME="$1" NODEPOINT_TOKEN="$2" _nodepoint '
    Remove-NpAcmeChallenge $env:NODEPOINT_NAME $env:NODEPOINT_TOKEN -Confirm:$false'
}

# An error ends pwsh with exit code 1, which acme.sh reports.
_nodepoint() {
  ${NODEPOINT_PWSH:-pwsh} -NoProfile -NonInteractive -Command '
    $ErrorActionPreference = "Stop"
    $PSStyle.OutputRendering = "PlainText"
    Import-Module ($env:NODEPOINT_MODULE ? $env:NODEPOINT_MODULE : "Nodepoint")
    $panel = $env:NODEPOINT_PANEL ? @{ Name = $env:NODEPOINT_PANEL } : @{}
    $null = Connect-NpPanel @panel
    try {'"$1"'
    }
    finally { Get-NpPanel | Disconnect-NpPanel }'
}
