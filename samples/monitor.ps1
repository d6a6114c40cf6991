<#
.SYNOPSIS
    Tests the services of platforms and writes the results for Prometheus: a script for cron.
.DESCRIPTION
    Each run tests every service in the platform profile of -Panel (Test-NpService), and writes the results as metrics to a file in the folder
    of node_exporter's textfile collector. The file is replaced as a whole, so that node_exporter never reads a part of it. The panel does not
    have to be connected, and no credential is needed.

    What Test-NpService finds is in the metrics, and is not an error of the script. The exit code is 0 if the file was written, and 1 if
    something could not be tested, such as a platform profile that cannot be read; errors are written as text, which cron sends by email.
    The metric nodepoint_service_last_check_timestamp_seconds says how old the results are, in case the script does not run any more.
.EXAMPLE
    # In the crontab of a user who may write to the folder and has saved the panel: every five minutes.
    */5 * * * * pwsh -NoProfile -NonInteractive -File /opt/nodepoint/monitor.ps1 -Panel prod -Path /var/lib/prometheus/node-exporter/nodepoint.prom
.EXAMPLE
    # Rules for alerts in Prometheus.
    groups:
      - name: nodepoint
        rules:
          - alert: ServiceFails
            expr: nodepoint_service_verdict == 2
            for: 10m
          - alert: CertificateExpiresSoon
            expr: nodepoint_service_certificate_expiry_timestamp_seconds - time() < 14 * 86400
          - alert: ServicesNotChecked
            expr: time() - nodepoint_service_last_check_timestamp_seconds > 1800
#>
[CmdletBinding()]
param(
    # The file. node_exporter reads those whose name ends in .prom.
    [string] $Path = '/var/lib/prometheus/node-exporter/nodepoint.prom',

    # The saved panels; wildcards are allowed.
    [string[]] $Panel = '*',

    # The certificate of an authority of your own, which has signed certificates of the services.
    [string] $CaCertificate,

    # The longest time for all checks together, in seconds.
    [ValidateRange(1, 300)]
    [int] $TimeoutSec = 20
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if ($PSStyle) { $PSStyle.OutputRendering = 'PlainText' }
if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint }

# From a command line with -File, the names are one text with commas.
$given = @{ Panel = $Panel -split ','; Path = $Path; TimeoutSec = $TimeoutSec }
if ($CaCertificate) { $given.CaCertificate = $CaCertificate }
try {
    Test-NpService @given -Format Prometheus -ErrorAction Continue -ErrorVariable problems 2>$null
    $problems | ForEach-Object { "$_" }
}
catch {
    "$_"
    exit 1
}
exit [int]($problems.Count -gt 0)
