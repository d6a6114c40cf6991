<#
Dot-sourced by a spec's BeforeAll: what the panel's server would write for BIND.
#>

# A zone of the panel as a zone file. BIND has no ALIAS records; the panel's server writes them as CNAME records.
function Get-ZoneText([string] $Zone) {
    $soa = Get-NpDnsZone $Zone
    $lines = @("`$ORIGIN $($soa.Origin)", "@ $($soa.Ttl) IN SOA $($soa.Ns) $($soa.Mbox) $($soa.Serial) $($soa.Refresh) $($soa.Retry) $($soa.Expire) $($soa.Minimum)")
    $lines += @(Get-NpDnsRecord $Zone | Where-Object Active | ForEach-Object { "$($_.Fqdn) $($_.Ttl) IN $($_.Type -eq 'ALIAS' ? 'CNAME' : $_.Type) $($_.Data)" })
    ($lines -join "`n") + "`n"
}
