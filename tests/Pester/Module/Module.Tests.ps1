Describe 'The module' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'exports exactly what its manifest lists' {
        $manifest = Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1'
        $listed = [System.Management.Automation.Language.Parser]::ParseFile((Resolve-Path $manifest).Path, [ref]$null, [ref]$null).Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $true).SafeGetValue().CmdletsToExport
        # A wildcard would make PowerShell load the module to complete a name.
        $listed | Should -Not -BeLike '*[*]*'
        $found = (Get-Command -Module Nodepoint).Name
        @($listed | Where-Object { $_ -notin $found }) | Should -BeNullOrEmpty
        @($found | Where-Object { $_ -notin $listed }) | Should -BeNullOrEmpty
    }

    It 'has the cmdlets that docs/cmdlets has pages for' {
        $pages = (Get-ChildItem (Join-Path $PSScriptRoot '../../../docs/cmdlets') -Filter *.md).BaseName
        $pages.Count | Should -BeGreaterThan 100
        $found = (Get-Command -Module Nodepoint).Name
        @($pages | Where-Object { $_ -notin $found }) | Should -BeNullOrEmpty
        @($found | Where-Object { $_ -notin $pages }) | Should -BeNullOrEmpty
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

    It 'has help with three examples or more for every cmdlet, each with a title and code, without the internet' {
        $few = foreach ($command in Get-Command -Module Nodepoint) {
            $help = Get-Help $command.Name
            # What Update-Help would load is not needed.
            if ($help.HelpUri) { "$($command.Name) points to $($help.HelpUri)" }
            $examples = @($help.examples.example)
            if ($examples.Count -lt 3) { "$($command.Name) has $($examples.Count) examples" }
            foreach ($example in $examples) { if ("$($example.title)" -notmatch '[a-z]' -or -not "$($example.code)".Contains('-Np')) { "$($command.Name): '$($example.title)'" } }
        }
        $few | Should -BeNullOrEmpty
        (Get-Module Nodepoint).HelpInfoUri | Should -BeNullOrEmpty
    }

    It 'has about_ topics for bulk, zones, mail, platform, state, automation, errors, and a tour' {
        foreach ($topic in 'Bulk', 'Zones', 'Mail', 'Platform', 'State', 'Automation', 'Errors') { "$(Get-Help "about_Nodepoint_$topic")".Length | Should -BeGreaterThan 2000 -Because $topic }
        "$(Get-Help about_Nodepoint)".Length | Should -BeGreaterThan 2000
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
