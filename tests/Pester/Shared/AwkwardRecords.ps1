# Emits records of all 18 types, with values that are easily damaged on their way through files.
$long = ('v=DKIM1; k=rsa; p=' + 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA' * 12)
@(
    @('@', 'NS', 'ns1.nodepoint.eu.'), @('@', 'NS', 'ns2'), @('ns2', 'A', '203.0.113.2')
    @('@', 'A', '203.0.113.11'), @('@', 'AAAA', '2001:db8::11'), @('*', 'A', '203.0.113.12'), @('a.b.c', 'A', '203.0.113.13')
    @('www', 'CNAME', '@'), @('_dmarc.shop', 'CNAME', '_dmarc.mail.nodepoint.eu.'), @('old', 'DNAME', 'new.example.net.')
    @('@', 'MX', 'mail.nodepoint.eu.', 10), @('@', 'MX', 'backup', 65535), @('backup', 'AAAA', '2001:db8::12'), @('none', 'MX', '.', 0)
    @('@', 'TXT', 'v=spf1 mx include:_spf.nodepoint.eu -all'), @('text', 'TXT', 'semi;colon "quotes" \ backslash'), @('text', 'TXT', '" leading and trailing "'), @('text', 'TXT', 'Grüße aus Köln €')
    @('text', 'TXT', '(parentheses) $ORIGIN @'), @('2026a._long', 'TXT', $long)
    @('_sip._tcp', 'SRV', '5 5060 sip.nodepoint.eu.', 10), @('_ldap._tcp', 'SRV', '0 0 .', 0), @('sip', 'NAPTR', '100 "S" "SIP+D2U" "" _sip._udp.example.com.', 50)
    , @('tel', 'NAPTR', '10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .', 100)
    @('@', 'CAA', '0 issue "letsencrypt.org; validationmethods=dns-01"'), @('@', 'CAA', '128 iodef "mailto:security@example.com"'), @('@', 'CAA', '0 issuewild ";"')
    @('child', 'NS', 'ns.child.example.net.'), @('child', 'DS', '60485 8 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A')
    @('host', 'SSHFP', '4 2 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789'), @('host', 'HINFO', '"ARM 64" "Linux"'), @('host', 'LOC', '52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m')
    @('_443._tcp.www2', 'TLSA', '3 1 1 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF'), @('www2', 'A', '203.0.113.14')
    @('11', 'PTR', 'host.example.net.'), @('host', 'RP', 'admin.example.net. .'), @('alias', 'ALIAS', 'cdn.example.net.')
) | ForEach-Object { [pscustomobject]@{ Name = $_[0]; Type = $_[1]; Value = $_[2]; Priority = $_[3]; Ttl = if ($_[1] -eq 'A') { 300 } else { 3600 }; Active = $_[0] -ne 'a.b.c' } }
