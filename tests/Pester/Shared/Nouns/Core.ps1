@(
    @{
        Noun   = 'NpClient'
        New    = @{ Username = 'birch'; ContactName = 'Bo Birch'; Email = 'bo@birch.example'; Password = 'Cl-Pw-123!' }
        Key    = 'birch'
        Wild   = 'bi*'
        Change = @{ City = 'Jena' }
        Setup  = { Set-NpClient acme -ClientLimit 5 -WarningAction SilentlyContinue }
        Pipe   = { New-NpClient alder 'Al Alder' al@alder.example -Reseller acme -GeneratePassword }
        PanelOwn = 'tmp_data'
        Bad    = @(@{ Username = 'a b' }, @{ Email = 'nobody' }, @{ Reseller = 'small' }, @{ Password = '' }, @{ ClientLimit = 'many' })
    }
    @{
        Noun   = 'NpDnsZone'
        New    = @{ Origin = 'example.com'; Ns = 'ns1.nodepoint.eu'; Client = 'acme' }
        Key    = 'example.com.'
        Wild   = 'exam*'
        Change = @{ Ttl = 600 }
        From   = { Get-NpClient acme | Get-NpDnsZone }
        Bad    = @(@{ Origin = 'example' }, @{ Ns = 'a b' }, @{ Refresh = 1 }, @{ Mbox = 'a.b@example.com' }, @{ ServerId = 9 }, @{ Client = 'nobody' })
    }
    @{
        Noun   = 'NpMailDomain'
        New    = @{ Domain = 'example.com'; Client = 'acme' }
        Key    = 'example.com'
        Wild   = '*.com'
        Change = @{ RelayHost = 'relay.example.org' }
        From   = { Get-NpClient acme | Get-NpMailDomain }
        Bad    = @(@{ Domain = 'example' }, @{ Domain = 'a_b.example' }, @{ ServerId = 9 }, @{ Active = 'perhaps' })
    }
    @{
        Noun   = 'NpMailbox'
        Setup  = { $null = New-NpMailDomain example.com -Client acme }
        New    = @{ Email = 'info@example.com'; Password = 'Mb-Pw-123!'; Quota = '1GB' }
        Key    = 'info@example.com'
        Wild   = 'in*@example.com'
        Change = @{ Imap = $false }
        Pipe   = { Get-NpMailDomain example.com | New-NpMailbox -LocalPart sales -GeneratePassword }
        From   = { Get-NpMailDomain example.com | Get-NpMailbox }
        Bad    = @(@{ Email = 'a@nowhere.test' }, @{ Email = 'a+b@example.com' }, @{ Password = 'weak' }, @{ Password = '' }, @{ Quota = 'much' }, @{ BackupInterval = 'hourly' })
    }
    @{
        Noun   = 'NpMailAlias'
        Setup  = { $null = New-NpMailDomain example.com -Client acme; $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!' }
        New    = @{ Source = 'sales@example.com'; Destination = 'info@example.com' }
        Key    = 'sales@example.com'
        Wild   = 'sales@*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpMailDomain example.com | New-NpMailAlias -LocalPart office -Destination info@example.com }
        From   = { Get-NpMailDomain example.com | Get-NpMailAlias }
        Bad    = @(@{ Source = 'sales' }, @{ Source = 'sales@nowhere.test' }, @{ Destination = 'nobody' }, @{ Source = 'info@example.com' })
    }
    @{
        Noun   = 'NpMailForward'
        Setup  = { $null = New-NpMailDomain example.com -Client acme }
        New    = @{ Source = 'press@example.com'; Destination = 'a@example.org', 'b@example.org' }
        Key    = 'press@example.com'
        Wild   = 'press*'
        Change = @{ AllowSendAs = $true }
        Pipe   = { Get-NpMailDomain example.com | New-NpMailForward -LocalPart team -Destination a@example.org }
        From   = { Get-NpMailDomain example.com | Get-NpMailForward }
        Bad    = @(@{ Source = 'press' }, @{ Source = 'press@nowhere.test' }, @{ Destination = 'nobody' }, @{ Destination = '' })
    }
)
