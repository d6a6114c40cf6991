@(
    @{
        Noun   = 'NpMailCatchAll'
        Setup  = {
            $null = New-NpMailDomain example.com -Client acme
            $null = New-NpMailDomain second.example -Client acme
            $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
        }
        New    = @{ Domain = 'example.com'; Destination = 'info@example.com' }
        Key    = 'example.com'
        Wild   = 'examp*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpMailDomain second.example | New-NpMailCatchAll -Destination info@example.com }
        From   = { Get-NpMailDomain second.example | Get-NpMailCatchAll }
        Bad    = @( @{ Domain = 'nowhere.example' }, @{ Domain = 'no domain' }, @{ Destination = 'nonsense' }, @{ Destination = 'nobody@example.com' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailDomainAlias'
        Setup  = {
            $null = New-NpMailDomain example.com -Client acme
            $null = New-NpMailDomain full.example -Client acme
            $null = New-NpMailbox info@full.example -Password 'Mb-Pw-123!'
        }
        New    = @{ Domain = 'example.net'; Destination = 'example.com' }
        Key    = 'example.net'
        Wild   = '*.net'
        Change = @{ Active = $false }
        Pipe   = { Get-NpMailDomain example.com | New-NpMailDomainAlias example.org }
        From   = { Get-NpMailDomain example.com | Get-NpMailDomainAlias }
        Bad    = @( @{ Destination = 'nowhere.example' }, @{ Destination = 'example.net' }, @{ Domain = 'no domain' }, @{ Domain = 'full.example' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailingList'
        Setup  = { $null = New-NpMailDomain example.com -Client acme }
        New    = @{ Name = 'news'; Domain = 'example.com'; Email = 'owner@example.com'; Password = 'Ml-Pw-123!' }
        Key    = 'news'
        Wild   = 'ne*'
        Change = @{ Email = 'other@example.com' }
        Pipe   = { Get-NpMailDomain example.com | New-NpMailingList staff -Email owner@example.com -Password 'Ml-Pw-123!' }
        From   = { Get-NpMailDomain example.com | Get-NpMailingList }
        Bad    = @( @{ Domain = 'nowhere.example' }, @{ Name = 'two words' }, @{ Name = 'x' }, @{ Email = 'nonsense' }, @{ Password = 'Pw-1' }, @{ Password = '' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailboxFilter'
        Setup  = {
            $null = New-NpMailDomain example.com -Client acme
            $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
        }
        New    = @{ Mailbox = 'info@example.com'; Name = 'lists'; Source = 'Subject'; Operator = 'Contains'; SearchTerm = '[list]'; Action = 'Move'; Target = 'Lists' }
        Key    = 'lists'
        Wild   = 'li*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpMailbox info@example.com | New-NpMailboxFilter spam '@spam.example' -Source From -Operator Ends -Action Delete }
        From   = { Get-NpMailDomain example.com | Get-NpMailbox | Get-NpMailboxFilter }
        Bad    = @(
            @{ Mailbox = 'nobody@example.com' }, @{ Operator = 'sounds like' }, @{ Action = 'dance' }, @{ Action = 'Other' }, @{ Source = 'Moon' }, @{ SearchTerm = 'a "b" c' }
            @{ Operator = 'Regex'; SearchTerm = '(open' }, @{ Source = 'Size'; SearchTerm = 'huge' }, @{ Source = 'Header'; SearchTerm = 'no name' }, @{ Operator = 'Domain' }, @{ Target = 'bad!target' }, @{ Target = '' }
        )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailTransport'
        New    = @{ Domain = 'example.org'; Transport = 'smtp:[192.0.2.25]:25'; Client = 'acme' }
        Key    = 'example.org'
        Wild   = '*.org'
        Change = @{ SortOrder = 9 }
        From   = { Get-NpClient acme | Get-NpMailTransport }
        Bad    = @( @{ Domain = 'no domain' }, @{ Transport = 'mx.example.org' }, @{ Transport = ':' }, @{ SortOrder = 99 }, @{ ServerId = 99 } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailRelayDomain'
        Setup  = { $null = New-NpMailDomain example.com -Client acme }
        New    = @{ Domain = 'relay.example'; Client = 'acme' }
        Key    = 'relay.example'
        Wild   = 'relay*'
        Change = @{ Active = $false }
        From   = { Get-NpClient acme | Get-NpMailRelayDomain }
        Bad    = @( @{ Domain = 'no domain' }, @{ Domain = 'example.com' }, @{ Access = 'perhaps' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailRelayRecipient'
        Setup  = { $null = New-NpMailRelayDomain relay.example -Client acme }
        New    = @{ Source = 'user@relay.example' }
        Key    = 'user@relay.example'
        Wild   = 'user@*'
        Change = @{ Active = $false }
        From   = { Get-NpMailRelayDomain relay.example | Get-NpMailRelayRecipient }
        Bad    = @( @{ Source = 'any text' }, @{ Source = '@' }, @{ Access = 'perhaps' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailAccessRule'
        New    = @{ Source = 'spammer@example.org'; Action = 'Reject'; Type = 'Sender'; Client = 'acme' }
        Key    = 'spammer@example.org'
        Wild   = 'spam*'
        Change = @{ Active = $false }
        From   = { Get-NpClient acme | Get-NpMailAccessRule }
        Bad    = @( @{ Source = 'any text' }, @{ Action = 'perhaps' }, @{ Type = 'bogus' }, @{ Type = 'Client' }, @{ Type = 'Client'; Source = '192.0.2.0/24' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailContentFilter'
        New    = @{ Pattern = '/^Subject: casino/'; Action = 'Reject'; Type = 'Header'; Data = 'Not here'; Client = 'acme' }
        Key    = '/^Subject: casino/'
        Wild   = '*casino*'
        Another = @{ Pattern = '/^Subject: lottery/' }
        Change = @{ Active = $false }
        From   = { Get-NpClient acme | Get-NpMailContentFilter }
        Bad    = @( @{ Pattern = 'casino' }, @{ Pattern = '/(open/' }, @{ Action = 'bogus' }, @{ Type = 'bogus' }, @{ Action = 'Redirect'; Data = '' }, @{ Action = 'Redirect'; Data = 'nobody' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpMailFetch'
        Setup  = {
            $null = New-NpMailDomain example.com -Client acme
            $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
        }
        New    = @{ SourceUsername = 'user'; SourceServer = 'imap.example.org'; Mailbox = 'info@example.com'; SourcePassword = 'Src-Pw-123!'; Protocol = 'ImapTls' }
        Key    = 'user'
        Wild   = 'us*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpMailbox info@example.com | New-NpMailFetch other pop.example.org -Protocol Pop3Tls -SourcePassword 'Src-Pw-123!' }
        From   = { Get-NpMailbox info@example.com | Get-NpMailFetch }
        Bad    = @( @{ Mailbox = 'nobody@example.com' }, @{ SourceServer = 'bad host' }, @{ SourceServer = 'localhost' }, @{ Protocol = 'smoke' }, @{ SourcePassword = '' }, @{ FetchRead = $true } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpSpamPolicy'
        New    = @{ Name = 'Strict'; RspamdTagLevel = 6.5; RspamdKillLevel = 12; RspamdTagMethod = 'AddHeader'; Client = 'acme' }
        Key    = 'Strict'
        Wild   = 'Str*'
        Change = @{ ModifySubject = $true }
        From   = { Get-NpClient acme | Get-NpSpamPolicy }
        Bad    = @( @{ Name = ' ' }, @{ RspamdTagLevel = 'abc' }, @{ RspamdKillLevel = 5000 }, @{ RspamdTagMethod = 'bogus' } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpSpamUser'
        Setup  = {
            $null = New-NpMailDomain example.com -Client acme
            $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
        }
        New    = @{ Email = 'info@example.com'; Policy = 'Normal' }
        Key    = 'info@example.com'
        Wild   = 'info@*'
        Change = @{ Priority = 9 }
        Pipe   = { Get-NpMailDomain example.com | New-NpSpamUser -LocalPart anna -Policy 'Trigger happy' }
        From   = { Get-NpMailDomain example.com | Get-NpSpamUser }
        Bad    = @( @{ Email = 'any text' }, @{ Email = 'a@nowhere.example' }, @{ Policy = 'no such policy' }, @{ Priority = 50 } )
        Again  = 'Refused'
    }
    @{
        Noun   = 'NpSpamRule'
        Setup  = {
            $null = New-NpMailDomain example.com -Client acme
            $null = New-NpSpamUser info@example.com
        }
        New    = @{ Email = 'friend@example.org'; Action = 'Allow'; SpamUser = 'info@example.com' }
        Key    = 'friend@example.org'
        Wild   = 'friend@*'
        Change = @{ Priority = 9 }
        Pipe   = { Get-NpSpamUser info@example.com | New-NpSpamRule '@foes.example' Reject }
        From   = { Get-NpMailDomain example.com | Get-NpSpamUser | Get-NpSpamRule }
        Bad    = @( @{ SpamUser = 'nobody@example.com' }, @{ Email = 'any text' }, @{ Action = 'perhaps' }, @{ Priority = 0 } )
        Again  = 'Refused'
    }
)
