Describe 'The module' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'exports exactly what its manifest lists' {
        $manifest = Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1'
        $listed = [System.Management.Automation.Language.Parser]::ParseFile((Resolve-Path $manifest).Path, [ref]$null, [ref]$null).Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $true).SafeGetValue().CmdletsToExport
        $found = (Get-Command -Module Nodepoint).Name
        @($listed | Where-Object { $_ -notin $found }) | Should -BeNullOrEmpty
        @($found | Where-Object { $_ -notin $listed }) | Should -BeNullOrEmpty
    }

    It 'has the documented cmdlets for <Area>' -TestCases @(
        @{ Area = 'Connection'; Nouns = [ordered]@{
            NpPanel = 'Connect Disconnect Get Register Unregister Get Test'; NpApi = 'Invoke'; NpApiFunction = 'Get'
        } }
        @{ Area = 'Server'; Nouns = [ordered]@{
            NpServer = 'Get'; NpServerConfig = 'Get Set'; NpServerIp = 'Get New Set Remove'; NpPhpVersion = 'Get'; NpSystemConfig = 'Get Set';
            NpConfigValue = 'Get Set Remove'; NpRecordPermission = 'Set'; NpJobQueue = 'Get Wait'; NpDataLog = 'Get'
        } }
        @{ Area = 'Clients'; Nouns = [ordered]@{
            NpClient = 'Get New Set Remove'; NpClientPassword = 'Set'; NpClientLogin = 'Test'; NpClientTemplate = 'Get';
            NpClientTemplateAssignment = 'Get New Remove'; NpClientUsage = 'Get'; NpDomain = 'Get New Set Remove'
        } }
        @{ Area = 'DNS'; Nouns = [ordered]@{
            NpDnsZone = 'Get New Set Remove Enable Disable'; NpDnsTemplate = 'Get'; NpDnssec = 'Set'; NpDnsRecord = 'Get New Set Remove';
            NpDnsSecondaryZone = 'Get New Set Remove'; NpDnsSerial = 'Update'
        } }
        @{ Area = 'Mail'; Nouns = [ordered]@{
            NpMailDomain = 'Get New Set Remove Enable Disable'; NpMailbox = 'Get New Set Remove'; NpMailAlias = 'Get New Set Remove';
            NpMailForward = 'Get New Set Remove'; NpMailCatchAll = 'Get New Set Remove'; NpMailDomainAlias = 'Get New Set Remove';
            NpMailingList = 'Get New Set Remove'; NpMailboxFilter = 'Get New Set Remove'; NpMailTransport = 'Get New Set Remove';
            NpMailRelayDomain = 'Get New Set Remove'; NpMailRelayRecipient = 'Get New Set Remove'; NpMailAccessRule = 'Get New Set Remove';
            NpMailContentFilter = 'Get New Set Remove'; NpMailFetch = 'Get New Set Remove'; NpSpamPolicy = 'Get New Set Remove';
            NpSpamUser = 'Get New Set Remove'; NpSpamRule = 'Get New Set Remove'; NpMailboxUsage = 'Get'; NpMailboxBackup = 'Get Restore Remove';
            NpDkimKey = 'New'; NpDkim = 'Get Set Remove'
        } }
        @{ Area = 'Sites'; Nouns = [ordered]@{
            NpWebsite = 'Get New Set Remove Enable Disable'; NpWebSubdomain = 'Get New Set Remove'; NpWebAliasDomain = 'Get New Set Remove';
            NpWebVhostSubdomain = 'Get New Set Remove'; NpWebVhostAliasDomain = 'Get New Set Remove'; NpWebsiteCertificate = 'Get Set';
            NpFtpUser = 'Get New Set Remove'; NpShellUser = 'Get New Set Remove'; NpWebDavUser = 'Get New Set Remove';
            NpWebFolder = 'Get New Set Remove'; NpWebFolderUser = 'Get New Set Remove'; NpDatabase = 'Get New Set Remove';
            NpDatabaseUser = 'Get New Set Remove'; NpCronJob = 'Get New Set Remove'; NpWebsiteUsage = 'Get'; NpWebsiteTraffic = 'Get';
            NpFtpTraffic = 'Get'; NpDatabaseUsage = 'Get'; NpWebsiteBackup = 'Get Restore Remove Export'
        } }
        @{ Area = 'Sandbox'; Nouns = [ordered]@{
            NpSandbox = 'Start Stop Get Reset'
        } }
    ) {
        param($Area, $Nouns)
        $found = (Get-Command -Module Nodepoint).Name
        foreach ($noun in $Nouns.Keys) {
            foreach ($verb in $Nouns[$noun] -split ' ') { "$verb-$noun" -in $found | Should -BeTrue -Because "$verb-$noun" }
        }
    }

    It 'supports -WhatIf on everything that changes something' {
        foreach ($command in Get-Command -Module Nodepoint | Where-Object { $_.Verb -in 'New', 'Set', 'Remove', 'Enable', 'Disable', 'Update', 'Register', 'Unregister', 'Restore', 'Export' -and $_.Name -ne 'New-NpDkimKey' }) {
            $command.Parameters.ContainsKey('WhatIf') | Should -BeTrue -Because $command.Name
        }
    }

    It 'has help with a synopsis for every cmdlet' {
        foreach ($command in Get-Command -Module Nodepoint) {
            $help = Get-Help $command.Name
            "$($help.Synopsis)".Trim() | Should -Not -BeNullOrEmpty -Because $command.Name
            "$($help.Synopsis)" | Should -Not -BeLike "*$($command.Name) *" -Because "$($command.Name) must have a page, not only a syntax"
        }
    }

    It 'completes zones, mail domains, clients, record types and panels' {
        $null = New-NpDnsZone completion.test ns1.nodepoint.eu
        $null = New-NpMailDomain completion.test
        $words = { param($line) [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText }
        & $words 'Get-NpDnsRecord -Zone compl' | Should -Contain 'completion.test.'
        & $words 'Get-NpDkim -Domain compl' | Should -Contain 'completion.test'
        & $words 'Get-NpClient ac' | Should -Contain 'acme'
        & $words 'New-NpDnsRecord -Type CN' | Should -Contain 'CNAME'
        & $words 'Get-NpMailbox -Panel sp' | Should -Contain 'spec'
    }
}
