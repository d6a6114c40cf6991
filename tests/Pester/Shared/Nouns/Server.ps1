@(
    @{
        Noun   = 'NpServerIp'
        New    = @{ IPAddress = '198.51.100.20'; Ports = '80', '443', '8080' }
        Key    = '198.51.100.20'
        Wild   = '198.51.*'
        Change = @{ VirtualHost = $false }
        From   = { Get-NpServerIp 198.51.100.* }
        Bad    = @(@{ IPAddress = 'ispc.nodepoint.test' }, @{ IPAddress = '1' }, @{ Ports = 'http' }, @{ Ports = '70000' }, @{ ServerId = 9 }, @{ ForClient = 'nobody' })
    }
    @{
        Noun   = 'NpDomain'
        New    = @{ Domain = 'shop.example'; Client = 'acme' }
        Key    = 'shop.example'
        Wild   = 'shop.*'
        Change = @{ NewDomain = 'store.example' }
        Member = 'Domain'
        From   = { Get-NpClient acme | Get-NpDomain }
        Bad    = @(@{ Domain = 'shop' }, @{ Domain = 'no good.example' }, @{ Client = 'nobody' })
    }
    @{
        Noun   = 'NpDnsSecondaryZone'
        New    = @{ Origin = 'example.com'; Primary = '192.0.2.53'; Client = 'acme' }
        Key    = 'example.com.'
        Wild   = 'exam*'
        Change = @{ Active = $false }
        From   = { Get-NpClient acme | Get-NpDnsSecondaryZone }
        Bad    = @(@{ Origin = 'example' }, @{ Primary = 'ns1.example.org' }, @{ Xfer = 'anybody' }, @{ ServerId = 9 })
    }
)
