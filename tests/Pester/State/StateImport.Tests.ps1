# A folder that becomes a panel.
Describe 'A panel with a record of every noun' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        $writes = { ((Invoke-RestMethod "$($sandbox.Uri)sandbox/stats" -SkipCertificateCheck).PSObject.Properties | Where-Object Name -match '_(add|update|delete|delete_everything|set_status|set_dnssec|change_password)$' | Measure-Object Value -Sum).Sum }
        Set-RichPanel
        $folder = Join-Path (Get-Item TestDrive:/).FullName rich
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'is made again on an empty panel, and a second import sends no write' {
        $changes = Import-NpState $folder -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $changes.Count | Should -BeGreaterThan 35
        Compare-NpState $folder | Should -BeNullOrEmpty
        $before = & $writes
        Import-NpState $folder | Should -BeNullOrEmpty
        & $writes | Should -Be $before
        # A password is that of before, and a path is that of the new website.
        Test-NpClientLogin birch -Password 'Cl-Pw-123!' | Should -BeTrue
        (Get-NpFtpUser acmeshop).Directory | Should -Be (Get-NpWebsite shop.example).DocumentRoot
        (Get-NpWebFolderUser peter).FolderId | Should -Be (Get-NpWebFolder /private).Id
        (Get-NpDnsZone awkward.example).Client | Should -Be acme
    }

    It 'is made again by an import of its export, byte by byte but for serials' {
        $null = Import-NpState $folder
        $again = Join-Path $TestDrive again
        $null = Export-NpState $again -IncludeSecrets -WarningAction SilentlyContinue
        $text = { param($from) (Get-ChildItem $from -Recurse -File | Sort-Object FullName | ForEach-Object { [IO.Path]::GetRelativePath($from, $_); Get-Content $_ | Where-Object { $_ -notmatch '"Serial"' } }) -join "`n" }
        & $text $again | Should -BeExactly (& $text $folder)
    }

    It 'is planned with -WhatIf, which sends no write' {
        $before = & $writes
        $said = Import-NpState $folder -WhatIf -Verbose 4>&1
        & $writes | Should -Be $before
        "$said" | Should -BeLike '*website shop.example: Create*'
        "$said" | Should -BeLike '*FTP user acmeshop: Create*'
        "$said" | Should -BeLike '*Add MX @ 10 mail.nodepoint.eu.*'
        Get-NpWebsite | Should -BeNullOrEmpty
    }

    It 'is imported again with the journal of a run that was stopped' {
        $journal = Join-Path $TestDrive import.jsonl
        $null = Import-NpState $folder -Include acme, NpClient, NpMailDomain, NpMailbox -Journal $journal
        $null = Import-NpState $folder -Journal $journal
        Compare-NpState $folder | Should -BeNullOrEmpty
        Get-Content $journal -Raw | Should -Not -Match '\$6\$|PRIVATE KEY|Pw-123'
    }

    It 'is imported in part, by client, noun, or zone' {
        $null = Import-NpState $folder -Include example.com
        (Get-NpDnsZone).Origin | Should -Be 'example.com.'
        $null = Import-NpState $folder -Include NpMailDomain
        (Get-NpMailDomain).Count | Should -Be 3
        Get-NpMailbox | Should -BeNullOrEmpty
    }

    It 'refuses what needs something that is not there, and says what' {
        Import-NpState $folder -Include NpFtpUser -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidReference*'
        "$problem" | Should -BeLike "*website 'shop.example', which is not on panel 'spec'*"
    }

    It 'is imported without what needs a password, if the state has no secrets' {
        $without = Join-Path $TestDrive without
        $null = Import-NpState $folder
        $null = Export-NpState $without
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = Import-NpState $without -ErrorVariable problem -ErrorAction SilentlyContinue
        $missing = @($problem | Where-Object FullyQualifiedErrorId -Like 'PasswordMissing*')
        $missing.TargetObject | Should -Contain 'mailbox info@example.com'
        "$($missing[0])" | Should -BeLike '*-IncludeSecrets*'
        (Get-NpWebsite).Domain | Should -Be 'shop.example'
    }

    It 'goes to the server that has its services, or to the one of -ServerMap' {
        $moved = Join-Path $TestDrive moved
        Copy-Item $folder $moved -Recurse
        Get-ChildItem $moved -Recurse -File -Filter *.json | ForEach-Object { Set-Content $_ ((Get-Content $_ -Raw) -replace 'ispc\.nodepoint\.test', 'old.nodepoint.test') -NoNewline }
        Rename-Item "$moved/servers/ispc.nodepoint.test.json" old.nodepoint.test.json
        $null = Import-NpState $moved -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "Server 'old.nodepoint.test' is not on panel*"
        Compare-NpState $folder | Should -BeNullOrEmpty
        Import-NpState $moved -ServerMap @{ 'old.nodepoint.test' = 'ispc.nodepoint.test' } -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        { Import-NpState $moved -ServerMap @{ 'old.nodepoint.test' = 'nowhere' } -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidReference*'
    }
}

Describe 'A panel that has changed since its export' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        $null = New-NpMailDomain a.example -Client acme
        $null = 1..4 | ForEach-Object { New-NpMailbox "box$_@a.example" -Password 'Mb-Pw-123!' -Quota 1GB }
        $null = New-NpDnsZone a.example ns1.nodepoint.eu -Client acme
        $null = New-NpDnsRecord a.example www A 203.0.113.1
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
    }
    AfterAll { Stop-SpecPanel }

    It 'is put back, and only what differs is sent' {
        Set-NpMailbox box1@a.example -Quota 5GB -Password 'Other-Pw-456!'
        Remove-NpMailbox box2@a.example -Confirm:$false
        Get-NpDnsRecord a.example -Name www | Set-NpDnsRecord -Value 203.0.113.9
        $serial = (Get-NpDnsZone a.example).Serial
        (Import-NpState $folder).ForEach{ "$_" } | Should -Be @(
            'Record www.a.example. A: Value from 203.0.113.9 to 203.0.113.1'
            'Mailbox box1@a.example: PasswordHash changed'
            'Mailbox box1@a.example: Quota from 5368709120 to 1073741824'
            'Mailbox box2@a.example: added'
        )
        Compare-NpState $folder | Should -BeNullOrEmpty
        (Get-NpDnsZone a.example).Serial | Should -BeGreaterThan $serial
    }

    It 'gets back what identifies an object, such as the destination of a forward' {
        $null = New-NpMailForward press@a.example a@example.org
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
        Set-NpMailForward press@a.example -Destination b@example.org
        (Import-NpState $folder).ForEach{ "$_" } | Should -Be 'Mail forward press@a.example: Destination from b@example.org to a@example.org'
        (Get-NpMailForward).Destination | Should -Be 'a@example.org'
    }

    It 'keeps what the folder does not have, unless -Prune removes it' {
        $null = New-NpMailbox new@a.example -Password 'Mb-Pw-123!'
        $null = New-NpDnsRecord a.example new A 203.0.113.5
        $null = New-NpWebsite new.example -Client acme
        $null = New-NpFtpUser new -Website new.example -Password 'Fp-Pw-123!'
        $null = Import-NpState $folder
        Get-NpMailbox new@a.example | Should -Not -BeNullOrEmpty
        $null = Import-NpState $folder -Prune -MaxChange 90%
        Compare-NpState $folder | Should -BeNullOrEmpty
        Get-NpWebsite | Should -BeNullOrEmpty
    }

    It 'is not changed by more than -MaxChange allows' {
        foreach ($box in Get-NpMailbox) { Set-NpMailbox $box -Quota 5GB }
        { Import-NpState $folder -MaxChange 3 -ErrorAction Stop } | Should -Throw -ErrorId 'TooManyChanges*'
        (Get-NpMailbox box1@a.example).Quota | Should -Be 5GB
        $null = Import-NpState $folder -MaxChange 4
        (Get-NpMailbox box1@a.example).Quota | Should -Be 1GB
    }
}

Describe 'A client whose template has no PHP modes' -Tag Seed {
    BeforeAll {
        $seed = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') (Join-Path (Get-Item TestDrive:/).FullName seed.json)
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $seed
    }
    AfterAll { Stop-SpecPanel }

    It 'is imported and changed: the panel refuses a client without modes, and applies the template' {
        $folder = Join-Path (Get-Item TestDrive:/).FullName state
        $null = New-NpClient plain 'Plain' plain@plain.example -Password 'Cl-Pw-123!' -TemplateId 1
        (Get-NpClient plain).PhpModes | Should -BeNullOrEmpty
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
        Remove-NpClient plain -Confirm:$false
        $null = Import-NpState $folder
        Compare-NpState $folder | Should -BeNullOrEmpty
        Set-NpClient plain -City Jena
        (Get-NpClient plain).City | Should -Be Jena
        (Import-NpState $folder).ForEach{ "$_" } | Should -Be 'Client plain: City from Jena to nothing'
    }
}

Describe 'The lines 3.2 and 3.3 of the panel' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        $newer = Start-NpSandbox -Name state-3.3 -PanelVersion 3.3
        Set-RichPanel
    }
    AfterAll {
        Get-NpPanel newer | Disconnect-NpPanel
        $newer | Stop-NpSandbox
        Stop-SpecPanel
    }

    It 'exchange their states: new columns have their defaults, and are named' {
        $folder = Join-Path (Get-Item TestDrive:/).FullName lines
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
        $null = Connect-NpPanel $newer.Uri -Credential $newer.Credential -CertificatePin $newer.CertificatePin -Name newer
        $null = Import-NpState $folder -Panel newer -WarningAction SilentlyContinue
        Compare-NpState $folder newer -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*NpMailbox Replicate*'
        (Get-NpMailbox info@example.com -Panel newer).Replicate | Should -BeTrue
        # And back.
        $back = Join-Path (Get-Item TestDrive:/).FullName back
        $null = Export-NpState $back -IncludeSecrets -Panel newer -WarningAction SilentlyContinue
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = Import-NpState $back -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "*does not have these members*NpClient PostgreSqlDatabaseLimit*"
        Compare-NpState $folder -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
