# Tab at the prompt: names of what the panel has, written so that the parameter gets exactly this name, and never a wait for a slow panel.
Describe 'Completion' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Hold.ps1')
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $hold = New-Hold $sandbox.Uri
        function Connect-Hold([switch] $ReadOnly) { $null = Connect-NpPanel $hold.Uri -Credential $sandbox.Credential -Name held -KeepDefault -ReadOnly:$ReadOnly }
        # What Tab offers at the end of the line.
        function Get-Match([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches | Where-Object ResultType -EQ ParameterValue }
        # One press of the key: what Tab puts on the line.
        function Press([string] $Line) { @(Get-Match $Line).CompletionText }
        # Presses it until the response in flight has arrived: on a busy machine, the panel of the specs is slow.
        function Complete([string] $Line, [int] $Least = 1) {
            foreach ($press in 1..25) { if ((@($found = Press $Line) -ne $null).Count -ge $Least) { break } }
            $found
        }
    }
    AfterAll {
        Get-NpPanel held | Disconnect-NpPanel
        $hold.Dispose()
        Stop-SpecPanel
    }

    Context 'of names that mean something to PowerShell' {
        BeforeAll {
            $names = "O'Brien & Söhne", '100% "sure"', '$HOME/mail', 'back`tick', 'wild [ab]* card?', "${[char]0x2018}typographic${[char]0x2019}", '1234', '1kb', '@team', '-dash', 'semi;colon', 'Two  blanks', 'comma, here', '#5', 'plain'
            foreach ($name in $names) { $null = New-NpSpamPolicy $name }
        }

        It 'writes <_> so that the object comes back' -ForEach @("O'Brien & Söhne", '100% "sure"', '$HOME/mail', 'back`tick', 'wild [ab]* card?', "${[char]0x2018}typographic${[char]0x2019}", '1234', '1kb', '@team', '-dash', 'semi;colon', 'Two  blanks', 'comma, here', '#5', 'plain') {
            $name = $_
            # Nothing typed, a single quotation mark, and a double one.
            foreach ($typed in '', "'", '"') {
                foreach ($command in 'Get-NpSpamPolicy', 'Get-NpSpamUser -Policy', 'Remove-NpSpamPolicy -WhatIf -Identity') {
                    $line = "$command $typed"
                    $null = Complete $line
                    $result = TabExpansion2 $line $line.Length
                    $match = @($result.CompletionMatches | Where-Object ListItemText -CEQ $name)
                    $match.Count | Should -Be 1 -Because "$line completes $name"
                    $whole = $line.Remove($result.ReplacementIndex, $result.ReplacementLength).Insert($result.ReplacementIndex, $match[0].CompletionText)
                    $found = & ([scriptblock]::Create("$whole -ErrorAction Stop"))
                    if ($command -eq 'Get-NpSpamPolicy') { @($found).Name | Should -BeExactly $name -Because $whole }
                }
            }
        }

        It 'leaves plain names without quotation marks' {
            Complete 'Get-NpSpamPolicy pla' | Should -BeExactly 'plain'
            Complete "Get-NpSpamPolicy 'pla" | Should -BeExactly "'plain'"
            Complete 'Get-NpSpamPolicy "pla' | Should -BeExactly '"plain"'
        }

        It 'goes on within a name that is half typed' {
            Complete "Get-NpSpamPolicy 'O''Br" | Should -BeExactly "'O''Brien & Söhne'"
            Complete 'Get-NpSpamPolicy "O''Brien & S' | Should -BeExactly '"O''Brien & Söhne"'
            Complete "Get-NpSpamUser -Policy 'two " | Should -BeExactly "'Two  blanks'"
            Complete 'Get-NpSpamPolicy "100% `"s' | Should -BeExactly '"100% `"sure`""'
        }

        It 'completes a pattern to what it matches' {
            $null = New-NpMailDomain pattern.example
            foreach ($name in 'anna', 'bert') { $null = New-NpMailbox "$name@pattern.example" -Password 'Mb-Pw-123!' }
            Complete 'Get-NpMailbox *@patt' | Should -Be 'anna@pattern.example', 'bert@pattern.example'
            Complete 'Get-NpMailbox ?e*' | Should -Be 'bert@pattern.example'
            # Not where a parameter has no patterns.
            Complete 'Set-NpMailbox *@patt' | Should -BeNullOrEmpty
        }

        It 'finds a domain by the letters that people type' {
            $null = New-NpMailDomain 'bäckerei-müßig.example'
            Complete 'Get-NpMailDomain bäck' | Should -Be 'xn--bckerei-mig-36a0d3v.example'
            Complete 'Set-NpMailDomain bäckerei-mü' | Should -Be 'xn--bckerei-mig-36a0d3v.example'
            $null = Complete 'Get-NpMailDomain xn--b'
            (TabExpansion2 'Get-NpMailDomain xn--b' 22).CompletionMatches.ToolTip | Should -BeLike '*bäckerei-müßig.example*'
        }

        It 'gives the IDs of objects that have one name' {
            foreach ($site in 'one.example', 'two.example') { $null = New-NpWebsite $site -Client acme | New-NpWebFolder -Path private }
            $ids = (Get-NpWebFolder).Id
            $ids.Count | Should -Be 2
            Complete 'Remove-NpWebFolder ' | Should -Be $ids
            Complete 'Get-NpWebFolder ' | Should -Be (Get-NpWebFolder)[0].Path
        }
    }

    Context 'on a slow panel' -Tag Sandbox {
        BeforeEach { Connect-Hold }
        AfterEach {
            $hold.Open()
            Disconnect-NpPanel held
        }

        It 'ends while the panel has not answered, and has the names at the next Tab after the response' {
            $hold.Close('client_get')
            Press 'Get-NpClient -Panel held ac' | Should -BeNullOrEmpty
            $hold.Waiting | Should -Be 1
            $hold.Open()
            Complete 'Get-NpClient -Panel held ac' | Should -Be 'acme'
        }

        It 'shows the names of before while the panel has not answered' {
            Complete 'Get-NpClient -Panel held ' | Should -Contain 'small'
            # A write, after which names are read again.
            $null = New-NpMailDomain before.example -Client acme -Panel held
            $hold.Close('client_get')
            Press 'Get-NpClient -Panel held sm' | Should -Be 'small'
            $hold.Waiting | Should -Be 1
        }

        It 'does not ask again at each Tab' {
            $hold.Close('client_get')
            $hold.Clear()
            foreach ($word in 'a', 'ac', 'acm', 's') { $null = Press "Get-NpClient -Panel held $word" }
            @($hold.Calls -eq 'client_get').Count | Should -Be 1
            # Names of another kind do not wait for it.
            Complete 'Get-NpServer -Panel held ' | Should -Be (Get-NpServer).Name
        }

        It 'keeps names for seconds, and reads them again after a change' {
            $null = Complete 'Get-NpMailDomain -Panel held '
            $hold.Clear()
            $null = foreach ($word in '', 'n', 'ne', 'new') { Press "Get-NpMailDomain -Panel held $word" }
            $hold.Calls | Should -BeNullOrEmpty
            $null = New-NpMailDomain new.example -Panel held
            Complete 'Get-NpMailDomain -Panel held new' | Should -Be 'new.example'
        }
    }

    Context 'sends' -Tag Sandbox {
        AfterEach { Get-NpPanel held | Disconnect-NpPanel }

        It 'only reads, on a read-only connection too' {
            Connect-Hold -ReadOnly
            $hold.Clear()
            Complete 'Remove-NpClient -Panel held ac' | Should -Be 'acme'
            Complete 'New-NpDnsZone x.example ns1.example -Panel held -Template D' | Should -Be 'Default'
            $hold.Calls | Should -Be 'client_get', 'dns_templatezone_get_all'
        }

        It 'nothing to a panel that is not connected, and says nothing' {
            Connect-Hold
            $closed = (Get-NpPanel held).Connection
            Disconnect-NpPanel held
            $hold.Clear()
            $count = $global:Error.Count
            Complete 'Get-NpClient -Panel held ac' | Should -BeNullOrEmpty
            Complete 'Get-NpClient -Panel nowhere ac' | Should -BeNullOrEmpty
            $global:closedPanel = $closed
            Complete 'Get-NpClient -Panel $closedPanel ac' | Should -BeNullOrEmpty
            Remove-Variable closedPanel -Scope Global
            $hold.Calls | Should -BeNullOrEmpty
            $global:Error.Count | Should -Be $count
        }

        It 'nothing again at once after the panel has refused, and says nothing' {
            Connect-Hold
            $null = Invoke-RestMethod "$($sandbox.Uri)sandbox/faults" -Method Post -SkipCertificateCheck -ContentType application/json -Body '{"badGateway":1}'
            try {
                $hold.Clear()
                $count = $global:Error.Count
                Complete 'Get-NpClient -Panel held ac' | Should -BeNullOrEmpty
                $calls = $hold.Calls.Count
                $calls | Should -BeGreaterThan 0
            }
            finally { $null = Invoke-RestMethod "$($sandbox.Uri)sandbox/faults" -Method Post -SkipCertificateCheck -ContentType application/json -Body '{}' }
            $global:Error.Count | Should -Be $count
        }

        It 'its question to the panel that the line names' {
            $other = Start-NpSandbox completion
            try {
                $null = Connect-NpPanel $other.Uri -Credential $other.Credential -CertificatePin $other.CertificatePin -Name other -KeepDefault
                $null = New-NpMailDomain only-there.example -Panel other
                Complete 'Get-NpMailDomain only' | Should -BeNullOrEmpty
                Complete 'Get-NpMailDomain -Panel other only' | Should -Be 'only-there.example'
                $line = 'Get-NpMailDomain only -Panel other'
                # Also behind the cursor.
                (TabExpansion2 $line 21).CompletionMatches.CompletionText | Should -Be 'only-there.example'
                $null = New-NpMailDomain only-here.example
                Complete 'Get-NpMailDomain -Panel spec, other only' -Least 2 | Should -Be 'only-here.example', 'only-there.example'
                Complete 'Get-NpMailDomain -Panel * only' -Least 2 | Should -Be 'only-here.example', 'only-there.example'
            }
            finally {
                Get-NpPanel other | Disconnect-NpPanel
                $other | Stop-NpSandbox
            }
        }
    }

    Context 'of values' {
        It 'finds servers by name where the parameter wants an ID' {
            $server = Get-NpServer
            Complete "New-NpMailDomain x.example -ServerId $($server.Name.Substring(0, 3))" | Should -Be "$($server.Id)"
            @(Get-Match "New-NpMailDomain x.example -ServerId $($server.Id)").ListItemText | Should -Be "$($server.Id) ($($server.Name))"
            Complete 'Set-NpClient acme -DefaultMailServer ' | Should -Be "$($server.Id)"
            Complete 'Set-NpClient acme -MailServers ' | Should -Be "$($server.Id)"
        }

        It 'has PHP versions, also by their number, and templates' -Tag Seed {
            $file = Join-Path $TestDrive versions.json
            $null = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') $file
            $seed = Get-Content $file -Raw | ConvertFrom-Json
            $seed.tables | Add-Member server_php @(foreach ($number in 1, 2) { [pscustomobject]@{ server_php_id = $number; server_id = 1; client_id = 0; name = "PHP 8.$number"; php_fpm_init_script = 'php-fpm'; php_fpm_ini_dir = '/etc/php'; php_fpm_pool_dir = '/etc/php/pool.d'; active = 'y' } }) -Force
            $seed | ConvertTo-Json -Depth 20 | Set-Content $file
            $other = Start-NpSandbox versions -Seed $file
            try {
                $null = Connect-NpPanel $other.Uri -Credential $other.Credential -CertificatePin $other.CertificatePin -Name versions -KeepDefault
                Complete 'New-NpWebsite x.example -Panel versions -PhpVersion 8.' | Should -Be "'PHP 8.1'", "'PHP 8.2'"
                Complete "Set-NpWebsite x.example -Panel versions -PhpVersion 'PHP 8.2" | Should -Be "'PHP 8.2'"
                Complete 'New-NpWebsite x.example -Panel versions -PhpVersion Def' | Should -Be 'Default'
                Complete 'New-NpWebsite x.example -Panel versions -PhpVersionId 8.2' | Should -Be '2'
                Complete 'New-NpClientTemplateAssignment acme -Panel versions -Template Mo' | Should -Be "'More mail'"
                Complete 'Set-NpClient acme -Panel versions -TemplateId ' | Should -Be '1', '2'
            }
            finally {
                Get-NpPanel versions | Disconnect-NpPanel
                $other | Stop-NpSandbox
            }
        }

        It 'has record types, algorithms, selectors, settings, tables, languages, and countries' {
            Complete 'New-NpDnsRecord -Type CN' | Should -Be 'CNAME'
            Complete 'New-NpDnsZone x.example ns1.example -DnssecAlgorithm EC' | Should -Be 'ECDSAP256SHA256'
            $null = New-NpMailDomain selector.example -DkimSelector 2026z
            Complete 'Set-NpDkim selector.example -Selector 2026' | Should -Be '2026z'
            Complete 'Get-NpServerConfig -Section ma' | Should -Be 'mail'
            Complete 'Get-NpServerConfig -Section mail -Name homedir' | Should -Be 'homedir_path'
            Complete 'Set-NpSystemConfig -Section mail -Name mailbox_s' | Should -BeLike 'mailbox_*'
            Complete 'Get-NpDataLog -Table mail_us' | Should -Be 'mail_user', 'mail_user_filter'
            Complete 'Set-NpClient acme -Language d' | Should -Be 'de', 'dk'
            Complete 'Set-NpClient acme -Country D' | Should -Contain 'DE'
            Complete 'Set-NpClient acme -CronType f' | Should -Be 'full'
            $null = New-NpDnsZone names.example ns1.nodepoint.eu
            foreach ($name in 'www', 'web', 'mail', '*') { $null = New-NpDnsRecord $name A 192.0.2.1 -Zone names.example }
            Complete 'Get-NpDnsRecord names.example w' | Should -Be 'web', 'www'
            (Get-NpDnsRecord names.example (Invoke-Expression @(Complete "Get-NpDnsRecord names.example '``*")[0])).Name | Should -Be '*'
            Complete 'Get-NpChange -Noun NpMailD' | Should -Contain 'NpMailDomain'
        }
    }
}

# Every parameter of every cmdlet: those that name something on the panel have a completer, and each other one has a reason.
Describe 'The parameters of all cmdlets' {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters + 'WhatIf', 'Confirm', 'First', 'Skip', 'IncludeTotalCount'
        function Test-Reference([type] $Type) { $Type.IsGenericType -and $Type.GetGenericTypeDefinition() -eq [Nodepoint.IspConfig.Model.Reference`1] }
        # The type of the value, or of each value.
        function Get-ValueType([type] $Type) {
            if ($Type.IsArray) { $Type = $Type.GetElementType() }
            [Nullable]::GetUnderlyingType($Type) ?? $Type
        }
        $parameters = @(foreach ($command in Get-Command -Module Nodepoint -CommandType Cmdlet) {
            foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common) {
                $attributes = @($parameter.Attributes)
                if (@($attributes | Where-Object { $_ -is [Parameter] -and $_.DontShow })) { continue }
                [pscustomobject]@{
                    Command   = $command.Name
                    Name      = $parameter.Name
                    Type      = Get-ValueType $parameter.ParameterType
                    Completer = ($attributes | Where-Object { $_ -is [ArgumentCompleter] }).Type
                    HasWords  = [bool]@($attributes | Where-Object { $_ -is [ValidateSet] })
                    IsPattern = [bool]@($attributes | Where-Object { $_ -is [SupportsWildcards] })
                    Full      = "$($command.Name) -$($parameter.Name)"
                }
            }
        })

        # Why a text has no completer. The patterns match "Cmdlet -Parameter".
        $reasons = [ordered]@{
            'the name of what is created, or its new name' = '^New-Np\w+ -(Domain|Email|IPAddress|Label|LocalPart|Name|Origin|Path|Pattern|Source|SourceUsername|Username|Command|FtpUserName|Mailbox)$', '^Set-Np\w+ -New\w+$', '^(New|Set)-NpSpamPolicy -NewVirusAdmin$', '^Register-NpPanel -(Name|UserName)$', '^(Connect|Register)-NpPanel -(Name|Uri)$', '^Start-NpSandbox -Name$', '^(New|Set)-Np\w+ -(UsernamePrefix|NamePrefix)$'
            'a path of this computer, which PowerShell completes' = ' -(Path|LiteralPath|Journal|LogPath|CaCertificate|Data|Seed)$', '^Set-NpWebsiteCertificate -(Certificate|Chain)$', '^Start-NpSandbox -State$', '^Compare-NpState -Difference$', '^Export-NpReport -Since$'
            'a path on the server' = ' -(Directory|DocumentRoot|HomeDirectory|Maildir|MaildirFormat|PhpOpenBasedir|WebFolder|RedirectPath|Shell|ImapPrefix)$'
            'text about a person or company' = '^(New|Set)-Np(Client|HostedDomain) -(Bank\w+|Bic|City|Company\w+|ContactName|CustomerNumber|Email|Fax|FirstName|Iban|Icq|Mobile|Notes|PaypalEmail|PostalCode|State|Street|Telephone|VatId|Website|Theme)$', '^(New|Set)-NpSpamUser -FullName$', '^(New|Set)-NpMailbox -(Name|Login)$', '^Set-NpMailingList -Email$'
            'text that is written or pasted' = ' -(AutoresponderSubject|AutoresponderText|CustomFilter|SearchTerm|SubjectTag2?|SshKey|DkimPublicKey|CertificatePin|PhpSettings|(Apache|Nginx|Proxy)Directives|RewriteRules|AllowOverride|BackupExcludes|JailkitPrograms|JailkitSections|Ssl(Certificate|Chain|Domain|Locality|Organisation|OrganisationUnit|Request|State)|Token)$', '^(New|Set)-NpMailContentFilter -Data$', '^(New|Set)-NpMailboxFilter -(Name|Target)$'
            'a value with a grammar of its own' = '^Set-NpSpf -(Add|Remove|Record)$', ' -(SpfPolicy|DmarcPolicy|FailureOption|MaxChange|Schedule|Minute|Hour|DayOfMonth|DayOfWeek|Month|UserPermission|GroupPermission|Delimiter|Encoding|Ports|Transport)$', '^(New|Set|Get)-Np(DnsRecord|ConfigValue|ServerConfig|SystemConfig) -Value$', '^New-NpDnsRecord -Name$', '^Set-NpDnsRecord -Name$'
            'an address or a host name anywhere' = ' -(AggregateReport|FailureReport|Address|AlsoNotify|Blocklist|Cc|SenderCc|DefaultAddress|Helo|HostMaster|MailExchanger|MailHost|Mbox|NameServer|Ns|Primary|RelayHost|RelayUser|RemoteIps|Resolver|SecondaryServer|Sender|Server|SourceServer|UpdateAcl|Xfer|ReservedLabel)$', '^(New-NpDnsZone|Test-NpSpf) -I[Pp](v6)?Address$', '^Test-NpSpf -Domain$', '^(New|Set)-NpSpamPolicy -\w+(Admin|Quarantine|Extension)$', '^(New|Set)-NpSpamPolicy -BannedRules$', '^(Set|Remove)-NpAcmeChallenge -Name$'
            'the panel makes it, or has no function that lists it' = ' -(SystemUser|SystemGroup|IdColumn)$', '^(Get|Set|Remove)-NpConfigValue -(Group|Name)$', '^Get-NpChange(Log)? -(By|Key)$'
            'a name in a vault or a file' = '^Register-NpPanel -(Secret|Vault)$', '^Import-NpDnsZone -Zone$', '^ConvertFrom-NpZoneFile -Origin$'
            'what is counted; a limit has no name of its own on the panel' = '^Get-NpClientUsage -What$'
            'an object or a hash table' = '^\S+ -(AdditionalField|InputObject|Backup|Change|Fault|Parameter|Sandbox|Service|ServerId|ServerMap|Ttl|Rest)$', '^Set-NpRecordPermission -Record$', '^(Set|Remove)-NpDnsRecord -Record$'
        }
    }

    It 'have completers where they refer to a record' {
        # A DNS record has no name of its own: it is piped, or named by its ID.
        $references = @($parameters | Where-Object { (Test-Reference $_.Type) -and $_.Type.GenericTypeArguments[0] -ne [Nodepoint.IspConfig.Dns.DnsRecord] })
        $references.Count | Should -BeGreaterThan 200
        $wrong = foreach ($one in $references) {
            if (-not $one.Completer) { "$($one.Full) has no completer" }
            elseif ($one.Completer.GenericTypeArguments[0] -ne $one.Type.GenericTypeArguments[0]) { "$($one.Full) completes something else" }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'have completers where they have the ID of a server, a PHP version, or a client template' {
        $ids = @($parameters | Where-Object { $_.Name -match '^(ServerId|PhpVersionId|TemplateId|Default\w+Server)$' -and $_.Type -eq [long] })
        $ids.Count | Should -BeGreaterThan 50
        $ids | Where-Object { -not $_.Completer } | ForEach-Object Full | Should -BeNullOrEmpty
    }

    It 'have completers that write patterns, where they are patterns of keys' {
        $patterns = @($parameters | Where-Object { $_.Completer.Name -like 'Key*Completer*' -and -not (Test-Reference $_.Type) })
        $patterns.Count | Should -BeGreaterThan 30
        $patterns | Where-Object { $_.IsPattern -ne ($_.Completer.Name -like 'KeyPattern*') } | ForEach-Object Full | Should -BeNullOrEmpty
    }

    It 'have completers where they are texts, or a reason' {
        $all = @($reasons.Values | ForEach-Object { $_ })
        $texts = @($parameters | Where-Object { -not $_.Type.IsEnum -and -not $_.HasWords -and $_.Type -notin [switch], [bool], [securestring], [pscredential], [datetimeoffset], [long], [int], [decimal] })
        $bare = @($texts | Where-Object { -not $_.Completer })
        $bare | Where-Object { $full = $_.Full; -not @($all | Where-Object { $full -match $_ }) } | ForEach-Object Full | Should -BeNullOrEmpty
        # Each reason is needed.
        $all | Where-Object { $pattern = $_; -not @($bare | Where-Object Full -Match $pattern) } | Should -BeNullOrEmpty
        ($texts.Count - $bare.Count) | Should -BeGreaterThan 400
    }
}
