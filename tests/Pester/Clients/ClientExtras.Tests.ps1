Describe 'A client''s password' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'is changed, and nothing else is' {
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox off@example.com -Password 'Mb-Pw-123!' -Receive $false
        Set-NpClientPassword acme 'New-Pw-9876!'
        (Test-NpClientLogin acme 'New-Pw-9876!').IsValid | Should -BeTrue
        (Test-NpClientLogin acme 'Acme-Pw-12!' -ErrorAction Stop).IsValid | Should -BeFalse
        (Get-NpMailbox off@example.com).Receive | Should -BeFalse
    }

    It 'is refused when it is weak or empty, which the panel would accept' {
        Invoke-NpApi client_change_password @{ client_id = 2; new_password = 'x' } | Should -BeTrue
        (Test-NpClientLogin small x).IsValid | Should -BeTrue
        { Set-NpClientPassword small x -ErrorAction Stop } | Should -Throw -ExpectedMessage '*too weak*'
        { Set-NpClientPassword small -Password ([securestring]::new()) -ErrorAction Stop } | Should -Throw
        { Set-NpClientPassword small -ErrorAction Stop } | Should -Throw -ErrorId 'NothingGiven*'
    }

    It 'can be generated, and then logs in' {
        $made = Get-NpClient small | Set-NpClientPassword -GeneratePassword
        (Test-NpClientLogin small $made.GeneratedPassword).ClientId | Should -Be 2
        (Test-NpClientLogin -Credential ([pscredential]::new('small', (ConvertTo-SecureString $made.GeneratedPassword -AsPlainText -Force)))).IsValid | Should -BeTrue
    }

    It 'is tested by email address too, and an unknown user fails' {
        (Test-NpClientLogin acme@acme-client.test wrong -ErrorAction Stop).IsValid | Should -BeFalse
        (Test-NpClientLogin nobody wrong -ErrorAction Stop).IsValid | Should -BeFalse
        { Test-NpClientLogin acme ([securestring]::new()) } | Should -Throw -ExpectedMessage '*empty*'
    }
}

Describe 'The usage of a client''s limits' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain small.example -Client small
        $null = New-NpMailbox a@small.example -Password 'Mb-Pw-123!' -Quota 1GB
    }
    AfterAll { Stop-SpecPanel }

    It 'is counted' {
        $use = Get-NpClientUsage small mailbox
        $use.Used | Should -Be 1
        $use.Limit | Should -Be 2
        $use.Free | Should -Be 1
        $use.Percent | Should -Be 50
        (Get-NpClientUsage small | Where-Object Parameter -eq MailQuotaLimit).Used | Should -Be 1GB
        (Get-NpClientUsage small record).Limit | Should -Be 3
        @(Get-NpClient | Get-NpClientUsage -Exceeded) | Should -BeNullOrEmpty
    }

    It 'warns when a limit is exceeded, and refuses with -EnforceLimit, though the panel does not check' {
        $null = Invoke-NpApi mail_domain_add @{ client_id = 2; params = @{ server_id = 1; domain = 'second.example'; active = 'y' } }
        (Get-NpClientUsage small -Exceeded).Parameter | Should -Be 'MailDomainLimit'
        $null = New-NpMailbox b@small.example -GeneratePassword -WarningVariable none -WarningAction SilentlyContinue
        $none | Should -BeNullOrEmpty
        $null = New-NpMailbox c@small.example -GeneratePassword -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*MailboxLimit*'
        { New-NpMailbox d@small.example -GeneratePassword -EnforceLimit -ErrorAction Stop } | Should -Throw -ErrorId 'Refused*' -ExpectedMessage '*has 3 of 2*'
        @(Get-NpMailbox '*@small.example').Count | Should -Be 3
    }

    It 'is counted within one command, whatever the concurrency' {
        $rows = 1..6 | ForEach-Object { [pscustomobject]@{ Email = "u$_@small.example"; Password = 'Mb-Pw-123!' } }
        $made = $rows | New-NpMailbox -EnforceLimit -ThrottleLimit 8 -ErrorVariable bad -ErrorAction SilentlyContinue
        @($made).Count | Should -Be 1
        @($bad).Count | Should -Be 5
    }

    It 'does not count rows that were refused' {
        Set-NpClient small -MailQuotaLimit 3GB -WarningAction SilentlyContinue
        $rows = [pscustomobject]@{ Email = 'big@small.example'; Quota = '5GB' }, [pscustomobject]@{ Email = 'all@small.example'; Quota = 'Unlimited' }, [pscustomobject]@{ Email = 'fits@small.example'; Quota = '1GB' }
        $made = $rows | New-NpMailbox -Password 'Mb-Pw-123!' -EnforceLimit -ErrorVariable bad -ErrorAction SilentlyContinue
        $made.Email | Should -Be 'fits@small.example'
        @($bad).Count | Should -Be 2
    }

    It 'includes sizes and DNS records' {
        Set-NpClient small -MailQuotaLimit 2GB -WarningAction SilentlyContinue
        { New-NpMailbox b@small.example -GeneratePassword -Quota 5GB -EnforceLimit -ErrorAction Stop } | Should -Throw -ExpectedMessage '*MailQuotaLimit*'
        { New-NpMailbox b@small.example -GeneratePassword -EnforceLimit -ErrorAction Stop } | Should -Throw -ExpectedMessage '*unlimited*'
        $null = New-NpDnsZone small.example ns1.nodepoint.eu -Client small
        1..3 | ForEach-Object { $null = New-NpDnsRecord small.example "h$_" A 203.0.113.1 }
        { New-NpDnsRecord small.example h4 A 203.0.113.1 -EnforceLimit -ErrorAction Stop } | Should -Throw -ExpectedMessage '*DnsRecordLimit*'
        @(Get-NpDnsRecord small.example).Count | Should -Be 3
    }

    It 'does not affect existing records' {
        Set-NpClient small -MailboxLimit 1 -WarningAction SilentlyContinue
        (New-NpMailbox a@small.example -Password 'Mb-Pw-123!' -EnforceLimit -SkipExisting).Id | Should -Be 1
        $null = New-NpMailbox a@small.example -Password 'Mb-Pw-123!' -SkipExisting -WarningVariable told -WarningAction SilentlyContinue
        $told | Should -BeNullOrEmpty
    }
}

Describe 'Client templates' -Tag Seed {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile (& (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') TestDrive:/seed.json)
    }
    AfterAll { Stop-SpecPanel }

    It 'are shown with their limits' {
        @(Get-NpClientTemplate).Name | Should -Be @('Basic', 'More mail')
        (Get-NpClientTemplate 'More*').IsAdditional | Should -BeTrue
        (Get-NpClientTemplate 2).Limits['limit_mailbox'] | Should -Be '10'
        { Get-NpClientTemplate Nothing -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { New-NpClientTemplateAssignment acme Nothing -ErrorAction Stop } | Should -Throw "*client template 'Nothing'*"
    }

    It 'are assigned to clients and unassigned' {
        $given = Get-NpClient acme | New-NpClientTemplateAssignment -Template 'More mail'
        $given.Template | Should -Be 'More mail'
        @(Get-NpClientTemplateAssignment acme).TemplateId | Should -Be 2
        { New-NpClientTemplateAssignment acme 2 -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpClientTemplateAssignment acme 2 -SkipExisting).Id | Should -Be $given.Id
        Get-NpClientTemplateAssignment acme | Remove-NpClientTemplateAssignment
        @(Get-NpClientTemplateAssignment acme) | Should -BeNullOrEmpty
    }

    It 'that do not exist are an error with a clear message, where the panel crashes' {
        { Invoke-NpApi client_template_additional_add @{ client_id = 1; template_id = 99 } -ErrorAction Stop } | Should -Throw
        { New-NpClientTemplateAssignment acme 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { New-NpClientTemplateAssignment acme Basic -ErrorAction Stop } | Should -Throw -ExpectedMessage '*not an additional template*'
        { Remove-NpClientTemplateAssignment acme 2 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { New-NpClientTemplateAssignment nobody 2 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}
