Describe 'The platform profile' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $before = $env:XDG_CONFIG_HOME
        $schema = Join-Path $PSScriptRoot '../../../docs/schema/platform.json'
        $whole = @{
            Service        = @{ Name = 'mail'; HostName = 'mail.nodepoint.eu'; Addresses = '203.0.113.12', '2001:db8:0:0::12'; Ports = @{ smtp = 2525 } }, @{ Name = 'proxy'; Addresses = '203.0.113.10' }
            NameServer     = 'ns1.nodepoint.eu', 'NS2.nodepoint.eu.'
            Resolver       = '127.0.0.1:5353', '192.0.2.53'
            HostMaster     = 'hostmaster@nodepoint.eu'
            DefaultAddress = '203.0.113.10'
            MailHost       = 'mail.nodepoint.eu'
            MailExchanger  = 'mail.nodepoint.eu', '20 backup.nodepoint.eu'
            SpfPolicy      = 'v=spf1 mx -all'
            DmarcPolicy    = 'v=DMARC1; p=quarantine'
            Ttl            = @{ default = 3600; mx = 300 }
            ServerId       = @{ mail = 1; web = 2 }
            SiteZone       = 'Nodepoint.eu.'
            ReservedLabel  = 'www', 'Mail'
        }
    }
    BeforeEach {
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName
        Register-NpPanel spec $sandbox.Uri
        $file = Join-Path $env:XDG_CONFIG_HOME 'nodepoint/platform/spec.json'
        function Set-ProfileText([string] $Text) {
            $null = New-Item -ItemType Directory -Force (Split-Path $file)
            Set-Content -LiteralPath $file $Text
        }
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Stop-SpecPanel
    }

    It 'is set and read back, each value in its usual form' {
        $set = Set-NpPlatform spec @whole -PassThru
        $read = Get-NpPlatform
        $read.Panel | Should -Be 'spec'
        $read.Path | Should -Be $file
        $read.NameServers | Should -Be 'ns1.nodepoint.eu', 'ns2.nodepoint.eu'
        $read.Resolvers | Should -Be '127.0.0.1:5353', '192.0.2.53'
        $read.MailExchangers | Should -Be '10 mail.nodepoint.eu', '20 backup.nodepoint.eu'
        $read.Services[0].Addresses | Should -Be '203.0.113.12', '2001:db8::12'
        $read.Services[0].PortOf('smtp', 25) | Should -Be 2525
        $read.Services[0].PortOf('imap', 143) | Should -Be 143
        $read.FindService('Proxy').Addresses | Should -Be '203.0.113.10'
        $read.TtlOf('MX'), $read.TtlOf('A') | Should -Be 300, 3600
        $read.SiteZone | Should -Be 'nodepoint.eu'
        $read.ReservedLabels | Should -Be 'www', 'mail'
        ($set | ConvertTo-Json -Depth 5) | Should -Be ($read | ConvertTo-Json -Depth 5)
        Get-Content $file -Raw | Test-Json -SchemaFile $schema | Should -BeTrue
    }

    It 'changes only what is specified, and writes the same file for the same values' {
        Set-NpPlatform spec @whole
        $text = Get-Content $file -Raw
        # Not in the order of a hash table, which differs from process to process.
        (Get-NpPlatform spec).Ttls.Keys | Should -Be 'default', 'MX'
        (Get-NpPlatform spec).ServerIds.Keys | Should -Be 'mail', 'web'
        Set-NpPlatform spec -MailHost mx.nodepoint.eu -Service @{ Name = 'mail'; HostName = 'mx.nodepoint.eu'; Ports = @{ submission = 2587 } } -Ttl @{ MX = 0; TXT = 600 }
        $read = Get-NpPlatform spec
        $read.MailHost | Should -Be 'mx.nodepoint.eu'
        $read.HostMaster | Should -Be 'hostmaster@nodepoint.eu'
        $read.Services.Count | Should -Be 2
        $read.Services[0].HostName | Should -Be 'mx.nodepoint.eu'
        $read.Services[0].Addresses.Count | Should -Be 2
        $read.Services[0].Ports.Count | Should -Be 2
        $read.Ttls.Keys | Sort-Object | Should -Be 'default', 'TXT'
        Set-NpPlatform spec -HostMaster '' -Resolver @()
        (Get-NpPlatform).HostMaster | Should -BeNullOrEmpty
        (Get-NpPlatform).Resolvers | Should -BeNullOrEmpty
        Set-NpPlatform spec @whole
        Set-NpPlatform spec -Ttl @{ TXT = 0 } -Service (Get-NpPlatform).Services
        $again = Get-Content $file -Raw
        Set-NpPlatform spec @whole
        Get-Content $file -Raw | Should -Be $again
        $text | Should -Not -BeNullOrEmpty
    }

    It 'is not written with -WhatIf, which refuses the same values' {
        Set-NpPlatform spec -MailHost mail.nodepoint.eu -WhatIf
        $file | Should -Not -Exist
        { Set-NpPlatform spec -MailHost 203.0.113.12 -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPlatformProfile*' -ExpectedMessage '*mailHost*host name*'
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a text that is not an address'; given = @{ DefaultAddress = '127.1' }; part = '*defaultAddress*127.1*' }
        @{ name = 'a resolver with a wrong port'; given = @{ Resolver = '127.0.0.1', '127.0.0.1:0' }; part = '*resolvers`[1`]*port*' }
        @{ name = 'a service without a name'; given = @{ Service = @{ Addresses = '192.0.2.1' } }; part = '*no Name*' }
        @{ name = 'a member that services do not have'; given = @{ Service = @{ Name = 'mail'; Adresses = '192.0.2.1' } }; part = '*Adresses*' }
        @{ name = 'a port out of range'; given = @{ Service = @{ Name = 'mail'; Ports = @{ smtp = 70000 } } }; part = '*services`[0`].ports.smtp*65535*' }
        @{ name = 'a policy that receivers cannot read'; given = @{ SpfPolicy = 'v=spf1 ip4:nonsense -all' }; part = '*spfPolicy*ip4*' }
        @{ name = 'a DMARC policy without p'; given = @{ DmarcPolicy = 'v=DMARC1' }; part = '*dmarcPolicy*tag p*' }
        @{ name = 'a time to live of a type that does not exist'; given = @{ Ttl = @{ MXX = 300 } }; part = '*MXX*record type*' }
        @{ name = 'a kind of server that does not exist'; given = @{ ServerId = @{ ftp = 1 } }; part = '*ftp*kind of server*' }
        @{ name = 'a site zone that is an address'; given = @{ SiteZone = '192.0.2.1' }; part = '*siteZone*host name*' }
        @{ name = 'a reserved label with a dot'; given = @{ ReservedLabel = 'www.x' }; part = '*reservedLabels`[0`]*label*' }
        @{ name = 'a mail exchanger without a host'; given = @{ MailExchanger = '10' }; part = '*mailExchangers`[0`]*' }
        @{ name = 'a host master without @'; given = @{ HostMaster = 'hostmaster' }; part = '*hostMaster*@*' }
    ) {
        { Set-NpPlatform spec @given -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPlatformProfile*' -ExpectedMessage $part
        $file | Should -Not -Exist
    }

    It 'keeps members that it does not know, and warns of them' {
        Set-ProfileText '{ "backup": { "at": "02:00" }, "services": [ { "name": "mail", "rack": 7 } ], "mailHost": "mail.nodepoint.eu" }'
        Set-NpPlatform spec -HostMaster hostmaster@nodepoint.eu -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeLike '*backup, mail.rack*'
        $json = Get-Content $file -Raw | ConvertFrom-Json
        $json.backup.at | Should -Be '02:00'
        $json.services[0].rack | Should -Be 7
    }

    It 'reports <name> with file and line' -ForEach @(
        @{ name = 'text that is not JSON'; text = "{`n  `"mailHost`": mail`n}"; line = 2; part = 'valid JSON' }
        @{ name = 'a value of the wrong type'; text = "{`n  `"mailHost`": `"mail.nodepoint.eu`",`n  `"resolvers`": `"192.0.2.53`"`n}"; line = 3; part = 'resolvers has a value of the wrong type' }
        @{ name = 'a text that is not an address'; text = "{`n  `"services`": [`n    { `"name`": `"web`" },`n    { `"name`": `"mail`",`n      `"addresses`": [ `"192.0.2.1`",`n        `"192.0.2.256`" ] }`n  ]`n}"; line = 6; part = '192.0.2.256' }
        @{ name = 'a service that is there twice'; text = "{`n  `"services`": [`n    { `"name`": `"web`" },`n    {`n      `"name`": `"Web`" }`n  ]`n}"; line = 5; part = 'two services' }
        @{ name = 'a number out of range'; text = "{`n  `"ttls`": {`n    `"MX`": 1 }`n}"; line = 3; part = 'range' }
        @{ name = 'a null in a list'; text = "{`n  `"nameServers`": [`n    null ]`n}"; line = 3; part = 'host name' }
        @{ name = 'something else than an object'; text = "null"; line = 1; part = 'wrong type' }
    ) {
        Set-ProfileText $text
        { Get-NpPlatform spec -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPlatformProfile*' -ExpectedMessage "*$([WildcardPattern]::Escape($file)) line ${line}: *$part*"
        { Set-NpPlatform spec -HostMaster hostmaster@nodepoint.eu -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPlatformProfile*'
        (Get-Content $file -Raw).TrimEnd() | Should -Be $text
    }

    It 'belongs to the saved panel, whatever the name of the connection' {
        Register-NpPanel 'Über/prod' https://panel.example.com:8080
        Set-NpPlatform 'Über/prod' -MailHost mail.example.com
        Set-NpPlatform spec -MailHost mail.nodepoint.eu
        Get-ChildItem (Split-Path $file) -Name | Sort-Object | Should -Be 'spec.json', 'über%2fprod.json'
        (Get-NpPlatform 'über/PROD').MailHost | Should -Be 'mail.example.com'
        (Get-NpPlatform *).Panel | Sort-Object | Should -Be 'spec', 'Über/prod'
        (Get-NpPanel -Saved | Get-NpPlatform).Count | Should -Be 2
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name other -KeepDefault
        (Get-NpPlatform other).Panel | Should -Be 'spec'
        Disconnect-NpPanel other
    }

    It 'is missing where the panel has none, or is not saved' {
        { Get-NpPlatform spec -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*' -ExpectedMessage '*Set-NpPlatform*'
        { Get-NpPlatform nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*' -ExpectedMessage '*Register-NpPanel*'
        Get-NpPlatform * | Should -BeNullOrEmpty
        { Get-NpPlatform $null -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-Panel is $null*'
    }

    It 'has a file name that Windows does not keep for a device, and another one for each panel' {
        foreach ($name in 'nul', 'COM1.prod', 'console') { Register-NpPanel $name $sandbox.Uri; Set-NpPlatform $name -SpfPolicy "v=spf1 include:$name.example -all" }
        $files = foreach ($name in 'nul', 'COM1.prod', 'console') { (Get-NpPlatform $name).Path }
        Split-Path $files -Leaf | Should -Be '%6eul.json', '%63om1.prod.json', 'console.json'
        (Get-NpPlatform nul).SpfPolicy | Should -Be 'v=spf1 include:nul.example -all'
    }

    It 'is readable by its owner alone, and stays where a link points to' -Skip:$IsWindows {
        Set-NpPlatform spec -MailHost mail.nodepoint.eu
        [IO.File]::GetUnixFileMode($file) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite')
        $own = Join-Path $env:XDG_CONFIG_HOME repository.json
        Move-Item $file $own
        $null = New-Item -ItemType SymbolicLink $file -Target $own
        Set-NpPlatform spec -MailHost mx.nodepoint.eu
        (Get-Item $file).LinkTarget | Should -Be $own
        Get-Content $own -Raw | Should -BeLike '*mx.nodepoint.eu*'
    }

    It 'says which resolvers are asked: of the parameter, of the profile, or of the computer' {
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $of = { @(& $args[0] 4>&1 3>$null 2>$null | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -like 'Resolvers:*' }).Message }
        & $of { Test-NpDnsZone example.com -TimeoutSec 1 -Verbose -Resolver 127.0.0.1:9 } | Should -Be 'Resolvers: 127.0.0.1:9, from -Resolver.'
        & $of { Test-NpDnsZone none.* -TimeoutSec 1 -Verbose } | Should -BeLike 'Resolvers: *, which this computer uses.'
        Set-NpPlatform spec -Resolver 127.0.0.1:9
        & $of { Test-NpDnsZone example.com -TimeoutSec 1 -Verbose } | Should -Be "Resolvers: 127.0.0.1:9, from the platform profile of panel 'spec'."
        & $of { Wait-NpDnsZone example.com -TimeoutSec 0 -Verbose } | Should -Be "Resolvers: 127.0.0.1:9, from the platform profile of panel 'spec'."
        & $of { Test-NpSpf example.com 192.0.2.1 -Verbose } | Should -Be "Resolvers: 127.0.0.1:9, from the platform profile of panel 'spec'."
        & $of { Get-NpSpf example.com -Verbose } | Should -Be "Resolvers: 127.0.0.1:9, from the platform profile of panel 'spec'."
        Set-ProfileText '{'
        { Test-NpDnsZone example.com -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPlatformProfile*'
        Set-ProfileText '{ "resolvers": [ "no-such-host.invalid" ] }'
        { Test-NpDnsZone example.com -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidNameServer*' -ExpectedMessage '*spec.json: no-such-host.invalid*'
    }
}
