# Which verbs a noun has can be guessed: what the panel keeps can be got, created, changed, and removed, and each verb that is missing has a reason here.
Describe 'The verbs' {
    BeforeDiscovery {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $set = 'Set- creates it, or changes what is there: it is a value of something else'
        $server = 'only the servers create it, and the panel only lists it'
        $web = 'the remote API has no function for it; it is kept with the panel''s web pages'
        $missing = @(
            @{ Noun = 'NpAcmeChallenge'; Verbs = 'Get', 'New'; Reason = "$set; Get-NpDnsRecord _acme-challenge shows it" }
            @{ Noun = 'NpApi'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'it is the remote API itself, which is called' }
            @{ Noun = 'NpApiFunction'; Verbs = 'New', 'Set', 'Remove'; Reason = 'the panel''s version decides which functions there are' }
            @{ Noun = 'NpChange'; Verbs = 'New', 'Set', 'Remove'; Reason = 'the panel logs changes, and forgets them itself; Undo- takes one back' }
            @{ Noun = 'NpChangeLog'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is a file that Connect-NpPanel -LogPath keeps' }
            @{ Noun = 'NpClientLogin'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'the login is a part of the client; New-NpClient and Set-NpClientPassword set it' }
            @{ Noun = 'NpClientPassword'; Verbs = 'Get', 'New', 'Remove'; Reason = 'a password cannot be read, and a client always has one' }
            @{ Noun = 'NpClientTemplate'; Verbs = 'New', 'Set', 'Remove'; Reason = $web }
            @{ Noun = 'NpClientTemplateAssignment'; Verbs = 'Set'; Reason = 'it has nothing to change but the template, which makes it another one' }
            @{ Noun = 'NpClientUsage'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is counted' }
            @{ Noun = 'NpConfigValue'; Verbs = 'New'; Reason = $set }
            @{ Noun = 'NpCsv'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'it is a file, which is imported' }
            @{ Noun = 'NpDataLog'; Verbs = 'New', 'Set', 'Remove'; Reason = 'the panel logs changes, and forgets them itself' }
            @{ Noun = 'NpDatabaseUsage'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is measured' }
            @{ Noun = 'NpDkim'; Verbs = 'New'; Reason = $set }
            @{ Noun = 'NpDkimKey'; Verbs = 'Get', 'Set', 'Remove'; Reason = 'a new key is on no panel yet; Get-NpDkim and Set-NpDkim are about the keys in use' }
            @{ Noun = 'NpDmarc'; Verbs = 'New'; Reason = $set }
            @{ Noun = 'NpDnsSerial'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'Get-NpDnsZone shows it, and it only ever rises' }
            @{ Noun = 'NpDnsTemplate'; Verbs = 'New', 'Set', 'Remove'; Reason = $web }
            @{ Noun = 'NpDnssec'; Verbs = 'Get', 'New', 'Remove'; Reason = 'signing is a part of the zone: Get-NpDnsZone shows it, and Set-NpDnssec turns it on and off' }
            @{ Noun = 'NpFtpTraffic'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is measured' }
            @{ Noun = 'NpHostedDomain'; Verbs = 'Set'; Reason = 'its parts are changed with the cmdlets of the parts; New-NpHostedDomain adds what is missing' }
            @{ Noun = 'NpJobQueue'; Verbs = 'New', 'Set', 'Remove'; Reason = 'the panel fills it, and the servers empty it' }
            @{ Noun = 'NpJournal'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is a file that -Journal of other cmdlets writes' }
            @{ Noun = 'NpMailClientRecord'; Verbs = 'Get', 'New', 'Remove'; Reason = "$set; Get-NpDnsRecord and Remove-NpDnsRecord are about the records" }
            @{ Noun = 'NpMailboxBackup'; Verbs = 'New', 'Set'; Reason = $server }
            @{ Noun = 'NpMailboxUsage'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is measured' }
            @{ Noun = 'NpPanel'; Verbs = 'New', 'Set', 'Remove'; Reason = 'a connection is made and ended with Connect- and Disconnect-, and a saved panel with Register- and Unregister-' }
            @{ Noun = 'NpPhpVersion'; Verbs = 'New', 'Set', 'Remove'; Reason = $web }
            @{ Noun = 'NpPlatform'; Verbs = 'New', 'Remove'; Reason = 'Set-NpPlatform writes the file of a saved panel, and Unregister-NpPanel removes it with the panel' }
            @{ Noun = 'NpRecordPermission'; Verbs = 'Get', 'New', 'Remove'; Reason = 'the remote API sets permissions, and does not show them; each record always has some' }
            @{ Noun = 'NpReport'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'it is a page for people, which is exported' }
            @{ Noun = 'NpRequiredPermission'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it follows from the functions that a cmdlet calls' }
            @{ Noun = 'NpSandbox'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is a process: Start-, Stop-, and Reset-' }
            @{ Noun = 'NpServer'; Verbs = 'New', 'Set', 'Remove'; Reason = $web }
            @{ Noun = 'NpServerConfig'; Verbs = 'New', 'Remove'; Reason = "$set; the panel has no function to remove one" }
            @{ Noun = 'NpService'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'it is tested; Get-NpPlatform and Set-NpPlatform keep which ones there are' }
            @{ Noun = 'NpSiteAddress'; Verbs = 'Get', 'Set'; Reason = 'it is a record of the zone of sites, which Get-NpDnsRecord and Set-NpDnsRecord show and change' }
            @{ Noun = 'NpSpf'; Verbs = 'New'; Reason = $set }
            @{ Noun = 'NpState'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'it is a folder of files: Export-, Import-, and Compare-' }
            @{ Noun = 'NpSystemConfig'; Verbs = 'New', 'Remove'; Reason = "$set; the panel has no function to remove one" }
            @{ Noun = 'NpWebsiteBackup'; Verbs = 'New', 'Set'; Reason = $server }
            @{ Noun = 'NpWebsiteCertificate'; Verbs = 'New', 'Remove'; Reason = "$set; Set-NpWebsiteCertificate turns TLS off again" }
            @{ Noun = 'NpWebsiteTraffic'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is measured' }
            @{ Noun = 'NpWebsiteUsage'; Verbs = 'New', 'Set', 'Remove'; Reason = 'it is measured' }
            @{ Noun = 'NpZoneFile'; Verbs = 'Get', 'New', 'Set', 'Remove'; Reason = 'it is text: ConvertFrom- and ConvertTo-' }
        )
        $nouns = Get-Command -Module Nodepoint -CommandType Cmdlet | Group-Object Noun
        $complete = $nouns | Where-Object Name -NotIn $missing.Noun | ForEach-Object { @{ Noun = $_.Name; Found = $_.Group.Verb } }
        $others = $missing | ForEach-Object { $_ + @{ Found = (Get-Command -Module Nodepoint -Noun $_.Noun -ErrorAction Ignore).Verb } }
    }

    It 'of <Noun> are Get, New, Set, and Remove at least' -ForEach $complete {
        'Get', 'New', 'Set', 'Remove' | Where-Object { $_ -notin $Found } | Should -BeNullOrEmpty
    }

    It 'of <Noun> are without <Verbs>: <Reason>' -ForEach $others {
        $Found | Should -Not -BeNullOrEmpty
        'Get', 'New', 'Set', 'Remove' | Where-Object { $_ -notin $Found } | Should -Be @('Get', 'New', 'Set', 'Remove' | Where-Object { $_ -in $Verbs })
    }

    It 'come in pairs: what one cmdlet does, another takes back' {
        $pairs = @{ Enable = 'Disable'; Connect = 'Disconnect'; Register = 'Unregister'; Start = 'Stop'; Export = 'Import'; ConvertTo = 'ConvertFrom' }
        # What is exported can be imported by other means, or not at all.
        $alone = 'Export-NpReport', 'Export-NpWebsiteBackup', 'Import-NpCsv'
        $names = (Get-Command -Module Nodepoint -CommandType Cmdlet).Name
        $lonely = foreach ($pair in $pairs.GetEnumerator()) {
            foreach ($name in $names) {
                $verb, $noun = $name -split '-'
                if (($verb -eq $pair.Key -and "$($pair.Value)-$noun" -notin $names) -or ($verb -eq $pair.Value -and "$($pair.Key)-$noun" -notin $names)) { $name }
            }
        }
        $lonely | Sort-Object -Unique | Should -Be $alone
    }

    It 'are those that PowerShell approves, with nouns in the singular that begin with Np' {
        $approved = (Get-Verb).Verb
        Get-Command -Module Nodepoint | Where-Object { $_.Verb -notin $approved -or $_.Noun -cnotmatch '^Np[A-Z]' -or ($_.Noun -match '[^s]s$' -and $_.Noun -notmatch 'Alias$') } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'have no aliases: the module exports cmdlets and nothing else' {
        $module = Get-Module Nodepoint
        $module.ExportedAliases.Count + $module.ExportedFunctions.Count + $module.ExportedVariables.Count | Should -Be 0
        Get-Alias | Where-Object { $_.ModuleName -eq 'Nodepoint' -or $_.Definition -match '-Np[A-Z]' } | Should -BeNullOrEmpty
    }
}
