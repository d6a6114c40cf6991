# The panel as files.
Describe 'A panel that is exported' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        $schema = Join-Path $PSScriptRoot '../../../docs/schema/state.json'
        Set-RichPanel
        $rich = Join-Path (Get-Item TestDrive:/).FullName rich
        $export = Export-NpState $rich
        function New-Folder { Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()) }
        function Get-Files([string] $Folder) { Get-ChildItem $Folder -Recurse -File | Sort-Object FullName }
        function Get-Text([string] $Folder) { (Get-Files $Folder | ForEach-Object { [IO.Path]::GetRelativePath($Folder, $_); [IO.File]::ReadAllText($_) }) -join "`n" }
        function Read-Objects([string] $Folder, [string] $Noun) { Get-Files $Folder | Where-Object Name -ne manifest.json | ForEach-Object { (Get-Content $_ -Raw | ConvertFrom-Json).objects.$Noun } | Where-Object { $_ } }
    }
    AfterAll { Stop-SpecPanel }

    It 'has an object of every noun, in a folder for its area and a file for its client' {
        $manifest = Get-Content "$rich/manifest.json" -Raw | ConvertFrom-Json -AsHashtable
        $nouns = [Nodepoint.IspConfig.Model.PanelNouns]::All.CmdletNoun | Where-Object { $_ }
        @($nouns | Where-Object { -not $manifest.objects.ContainsKey($_) }) | Should -BeNullOrEmpty
        $manifest.includesSecrets | Should -BeFalse
        $manifest.notAllowed.Count | Should -Be 0
        $manifest.servers['ispc.nodepoint.test'] | Should -Contain 'mail'
        $export.Objects | Should -Be ($manifest.objects.Values | Measure-Object -Sum).Sum
        foreach ($noun in $nouns) { @(Read-Objects $rich $noun).Count | Should -Be $manifest.objects[$noun] -Because $noun }
        foreach ($file in 'clients/acme.json', 'mail/acme.json', 'sites/acme.json', 'dns/acme.json', 'dns/zones/awkward.example.json', 'servers/ispc.nodepoint.test.json') { "$rich/$file" | Should -Exist }
    }

    It 'is valid against the published schema' {
        foreach ($file in Get-Files $rich) { Get-Content $file -Raw | Test-Json -SchemaFile $schema | Should -BeTrue -Because $file }
    }

    It 'names other objects instead of giving their IDs' {
        $user = Read-Objects $rich NpWebFolderUser
        $user.WebFolder.Path | Should -Be '/private'
        $user.WebFolder.Website | Should -Be 'shop.example'
        $user.Server | Should -Be 'ispc.nodepoint.test'
        (Read-Objects $rich NpFtpUser).Directory | Should -Be '{DocumentRoot}'
        (Read-Objects $rich NpSpamRule).SpamUser | Should -Be 'info@example.com'
        Get-Text $rich | Should -Not -Match '"(Id|Website|Mailbox|Server|Policy)": ?\d'
        Get-Text $rich | Should -Not -Match '/var/www/clients/client\d'
    }

    It 'has the records of a zone, each on a line' {
        $lines = Get-Content "$rich/dns/zones/awkward.example.json"
        @($lines -match '^          \{"Name":').Count | Should -Be (Get-NpDnsRecord awkward.example).Count
        $lines | Should -Contain '          {"Name":"@","Type":"MX","Priority":10,"Value":"mail.nodepoint.eu.","Ttl":3600},'
        ($lines -match '"a\.b\.c"').Trim(' ,') | Should -Be '{"Name":"a.b.c","Type":"A","Value":"203.0.113.13","Ttl":300,"Active":false}'
    }

    It 'gives the same bytes again, and then writes nothing' {
        $before = Get-Text $rich
        $times = (Get-Files $rich).LastWriteTimeUtc
        $again = Export-NpState $rich
        $again.Written, $again.Removed | Should -Be 0, 0
        (Get-Files $rich).LastWriteTimeUtc | Should -Be $times
        $other = New-Folder
        $null = Export-NpState $other
        Get-Text $other | Should -BeExactly $before
    }

    It 'has no secret without -IncludeSecrets, and all of them with it' {
        $secrets = [Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun | ForEach-Object {
            $noun = $_
            $columns = @($noun.Columns | Where-Object { $_.Flags -band 4 }).Name
            if ($columns) { Invoke-NpApi "$($noun.Functions)_get" @{ $noun.ReadParameter = @{} } | ForEach-Object { foreach ($column in $columns) { $_.$column } } }
        } | Where-Object { $_ } | Sort-Object -Unique
        $secrets.Count | Should -BeGreaterThan 10
        $text = Get-Text $rich
        foreach ($secret in $secrets) { $text.Contains((ConvertTo-Json $secret).Trim('"')) | Should -BeFalse }
        $text | Should -Not -Match '\$6\$|PRIVATE KEY|Pw-123'
        $folder = New-Folder
        (Export-NpState $folder -IncludeSecrets -WarningVariable warnings -WarningAction SilentlyContinue).IncludesSecrets | Should -BeTrue
        $warnings | Should -BeLike '*have password hashes*'
        $text = Get-Text $folder
        foreach ($secret in $secrets) { $text.Contains((ConvertTo-Json $secret).Trim('"')) | Should -BeTrue }
        (Get-Content "$folder/manifest.json" -Raw | ConvertFrom-Json).includesSecrets | Should -BeTrue
        if (-not $IsWindows) { (Get-Files $folder).UnixFileMode | Select-Object -Unique | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite') }
        $null = Export-NpState $folder
        Get-Text $folder | Should -BeExactly (Get-Text $rich)
    }

    It 'leaves no file of its own behind anywhere else' {
        Get-ChildItem ([IO.Path]::GetTempPath()) -Filter 'nodepoint-*.spool' | Should -BeNullOrEmpty
    }

    It 'writes with -WhatIf nothing, and says how much it would write' {
        $folder = New-Folder
        Export-NpState $folder -WhatIf | Should -BeNullOrEmpty
        $folder | Should -Not -Exist
    }

    It 'can be limited by <By>' -ForEach @(
        @{ By = 'client'; Limit = @{ Include = 'acme' }; Has = 'clients/acme.json', 'dns/zones/example.com.json', 'mail/acme.json'; Lacks = 'clients/small.json', 'mail/_administrator.json' }
        @{ By = 'noun'; Limit = @{ Include = 'NpDns*' }; Has = 'dns/acme.json', 'dns/zones/example.com.json'; Lacks = 'clients/acme.json', 'mail/acme.json' }
        @{ By = 'zone'; Limit = @{ Include = 'example.com' }; Has = @('dns/zones/example.com.json'); Lacks = 'dns/zones/awkward.example.json', 'clients/acme.json' }
        @{ By = 'noun and client'; Limit = @{ Include = 'acme', 'NpMailbox' }; Has = @('mail/acme.json'); Lacks = 'clients/acme.json', 'sites/acme.json' }
        @{ By = 'what is left out'; Limit = @{ Exclude = 'acme', 'NpServerIp' }; Has = 'clients/small.json', 'mail/_administrator.json'; Lacks = 'clients/acme.json', 'mail/acme.json', 'dns/zones/example.com.json' }
    ) {
        $folder = New-Folder
        $null = Export-NpState $folder @Limit
        foreach ($file in $Has) { "$folder/$file" | Should -Exist }
        foreach ($file in $Lacks) { "$folder/$file" | Should -Not -Exist }
        # The names of what is left out are known nevertheless.
        if ($By -eq 'noun and client') { (Read-Objects $folder NpMailbox).Count | Should -Be (Get-NpMailbox).Count }
    }

    It 'warns of a client that is not there' {
        $null = Export-NpState (New-Folder) -Include nobody -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "*'nobody'*"
    }
}

Describe 'A folder with an earlier export' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        $null = 'a.example', 'b.example' | ForEach-Object { New-NpDnsZone $_ ns1.nodepoint.eu -Client acme }
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox info@a.example -Password 'Mb-Pw-123!' -Quota 1GB
        $null = Export-NpState $folder
        function Get-Lines { Get-ChildItem $folder -Recurse -File -Filter *.json | Sort-Object FullName | ForEach-Object { $name = $_.Name; Get-Content $_ | ForEach-Object { "$name $_" } } }
    }
    AfterAll { Stop-SpecPanel }

    It 'gets the lines that have changed, and no others' {
        $before = Get-Lines
        Set-NpMailbox info@a.example -Quota 2GB
        (Export-NpState $folder).Written | Should -Be 1
        $changes = Compare-Object $before (Get-Lines)
        $changes.InputObject.Trim() | Should -Be 'acme.json         "Quota": 2147483648,', 'acme.json         "Quota": 1073741824,'
    }

    It 'loses the files of what is gone, and keeps files that no export has written' {
        Set-Content "$folder/README.md" 'ours'
        Set-Content "$folder/dns/zones/notes.json" '{ "note": "ours" }'
        Remove-NpDnsZone b.example -Confirm:$false
        $export = Export-NpState $folder
        $export.Removed | Should -Be 1
        "$folder/dns/zones/b.example.json" | Should -Not -Exist
        "$folder/README.md", "$folder/dns/zones/notes.json" | Should -Exist
    }

    It 'is not written if a file is in the way that no export has written' {
        $null = New-NpDnsZone c.example ns1.nodepoint.eu
        Set-Content "$folder/dns/zones/c.example.json" '{}'
        Export-NpState $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FileExists*'
        Get-Content "$folder/dns/zones/c.example.json" | Should -Be '{}'
    }

    It 'has file names that every operating system can store' {
        $null = New-NpDnsZone '0/25.2.0.192.in-addr.arpa' ns1.nodepoint.eu
        $null = New-NpClient con 'Con' con@example.com -Password 'Cl-Pw-123!'
        $null = New-NpClient Aux.Client 'Aux' aux@example.com -Password 'Cl-Pw-123!'
        $null = Export-NpState $folder
        $names = (Get-ChildItem $folder -Recurse -File).Name
        $names | Should -Contain '0%2F25.2.0.192.in-addr.arpa.json'
        $names | Should -Contain '%63on.json'
        $names | Should -Contain '%41ux.Client.json'
        @($names | Where-Object { $_ -notmatch '^[\w.%~-]+$' }) | Should -BeNullOrEmpty
        @(Compare-NpState $folder) | Should -BeNullOrEmpty
    }
}

Describe 'A panel that changes while it is read' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Meddler.ps1')
    }
    AfterAll { Stop-SpecPanel }

    It 'is read again where it has changed' {
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox info@a.example -Password 'Mb-Pw-123!' -Quota 1GB
        $session = (Invoke-RestMethod "$($sandbox.Uri)remote/json.php?login" -Method Post -SkipCertificateCheck -Body (@{ username = $sandbox.Credential.UserName; password = $sandbox.Credential.GetNetworkCredential().Password } | ConvertTo-Json)).response
        $change = @{ session_id = $session; client_id = 0; primary_id = (Get-NpMailbox info@a.example).Id; params = @{ name = 'Changed meanwhile' } } | ConvertTo-Json
        $meddler = New-Meddler $sandbox.Uri mail_user_get mail_user_update $change
        try {
            $null = Connect-NpPanel $meddler.Uri -Credential $sandbox.Credential -Name spec
            $null = Export-NpState "$TestDrive/busy"
            $meddler.Reply | Should -BeLike '*"code":"ok"*'
        }
        finally { $meddler.Dispose() }
        $null = Connect-SpecPanel
        (Get-NpMailbox info@a.example).Name | Should -Be 'Changed meanwhile'
        Compare-NpState "$TestDrive/busy" | Should -BeNullOrEmpty
    }
}

Describe 'A remote user with few permissions' -Tag Seed {
    BeforeAll {
        $seed = Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/seed.json') -Raw | ConvertFrom-Json
        $limited = $seed.tables.remote_user[0].PSObject.Copy()
        $limited.remote_userid = 100
        $limited.remote_username = 'limited'
        $limited.remote_functions = 'mail_domain_get,mail_domain_add,mail_domain_update,mail_domain_delete,mail_domain_set_status,mail_domain_get_by_domain'
        $seed.tables.remote_user = @($seed.tables.remote_user) + $limited
        $seed | ConvertTo-Json -Depth 20 | Set-Content (Join-Path $TestDrive seed.json)
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile (Join-Path $TestDrive seed.json)
        $null = New-NpMailDomain a.example
        $null = Connect-NpPanel $sandbox.Uri -Credential ([pscredential]::new('limited', (ConvertTo-SecureString 'Np-Admin-1!' -AsPlainText -Force))) -CertificatePin $sandbox.CertificatePin -Name limited
    }
    AfterAll {
        Get-NpPanel limited | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'exports what it may read, and the manifest says what it may not' {
        $export = Export-NpState "$TestDrive/state" -Panel limited -WarningVariable warnings -WarningAction SilentlyContinue
        $export.NotAllowed['NpMailbox'] | Should -Be 'Mail user functions'
        $export.NotAllowed.Keys | Should -Not -Contain 'NpMailDomain'
        $warnings | Should -BeLike "*'limited'*"
        (Get-Content "$TestDrive/state/manifest.json" -Raw | ConvertFrom-Json).notAllowed.NpDnsZone | Should -Be 'DNS zone functions'
        (Get-Content "$TestDrive/state/mail/_administrator.json" -Raw | ConvertFrom-Json).objects.NpMailDomain.Domain | Should -Be 'a.example'
    }

    It 'is not told that what it may not read is gone' {
        $null = Export-NpState "$TestDrive/whole" -Panel spec
        $changes = Compare-NpState "$TestDrive/whole" limited -WarningVariable warnings -WarningAction SilentlyContinue
        $changes.Action | Should -Not -Contain 'Removed'
        "$warnings" | Should -BeLike '*NpClient is not compared*'
    }
}
