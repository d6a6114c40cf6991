# Changes are taken back by what the panel's data log has.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName } | Where-Object Noun -ne NpMailboxFilter
}

BeforeAll {
    . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
    # All rows of all tables. Without IDs, rows are equal if what the panel makes from IDs and times is.
    function Get-Rows([switch] $WithoutIds) {
        foreach ($table in [Nodepoint.IspConfig.Model.PanelNouns]::All | Group-Object Table) {
            $model = $table.Group[0]
            $left = @('serial', 'stamp', 'tmp_data') + @(if ($WithoutIds) { $model.IdColumn, 'created_at', 'domain_id', 'parent_domain_id', 'document_root', 'system_user', 'php_open_basedir', 'zone', 'sys_groupid', 'sys_userid' })
            foreach ($row in Invoke-NpApi "$($model.Functions)_get" @{ $model.ReadParameter = @{} }) {
                "$($table.Name) " + (($row.PSObject.Properties | Where-Object Name -NotIn $left | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join ' ')
            }
        }
        foreach ($row in Invoke-NpApi dns_a_get @{ primary_id = @{} }) { 'dns_rr ' + (($row.PSObject.Properties | Where-Object Name -NotIn $(if ($WithoutIds) { 'id', 'zone', 'serial', 'stamp' } else { 'serial', 'stamp' }) | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join ' ') }
    }
    function Get-LastEntry { [long](Get-NpDataLog -Since (Get-Date).AddYears(-20) | Select-Object -Last 1).Id }
    # The entries that a script leaves in the log.
    function Get-Entries([scriptblock] $Script) {
        $last = Get-LastEntry
        $null = . $Script
        @(Get-NpDataLog -After ([Math]::Max(1, $last)) | Where-Object Id -gt $last | ForEach-Object Id)
    }
    function Get-Writes { ((Invoke-RestMethod "$($sandbox.Uri)sandbox/stats" -SkipCertificateCheck).PSObject.Properties | Where-Object Name -match '_(add|update|delete|delete_everything|set_status|set_dnssec|change_password)$' | Measure-Object Value -Sum).Sum }
    function New-Scene {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
}
AfterAll { Stop-SpecPanel }

Describe 'The changes of a record of <Noun>' -ForEach $nouns {
    BeforeEach {
        New-Scene
        $WarningPreference = 'SilentlyContinue'
        if ($Setup) { . $Setup *>$null }
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        # Nothing but IDs differs from what was before.
        function Assert-AsBefore {
            Compare-NpState $folder | Should -BeNullOrEmpty
            (Get-Rows -WithoutIds | Sort-Object) -join "`n" | Should -BeExactly (($without | Sort-Object) -join "`n")
        }
        function Save-State {
            $null = Export-NpState $folder -IncludeSecrets
            $script:without = Get-Rows -WithoutIds
        }
        function New-Record { & "New-$Noun" @New }
    }

    It 'are taken back if it was added' {
        Save-State
        $entries = Get-Entries { New-Record }
        $undone = @(Undo-NpChange -Job $entries -Confirm:$false)
        $undone[-1].Action | Should -Be Removed
        $undone.Noun | Should -Contain $Noun
        Assert-AsBefore
        Undo-NpChange -Job $entries -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'are taken back if it was changed' {
        $made = New-Record
        Save-State
        $rows = Get-Rows
        $entries = Get-Entries { & "Get-$Noun" -Id $made.Id | & "Set-$Noun" @Change }
        Get-Rows | Should -Not -Be $rows
        if ($Noun -eq 'NpDatabaseUser') {
            # The remote API cannot put it on no server again.
            Undo-NpChange -Job $entries | Should -BeNullOrEmpty
            return
        }
        $undone = @(Undo-NpChange -Job $entries)
        $undone.Action | Should -Be Changed
        $undone.Id | Should -Be $made.Id
        Assert-AsBefore
        (Get-Rows) -join "`n" | Should -BeExactly ($rows -join "`n")
        Undo-NpChange -Job $entries | Should -BeNullOrEmpty
    }

    It 'are taken back if it was removed, with its secrets' {
        $made = New-Record
        if ($Noun -eq 'NpDatabaseUser') { $made | Set-NpDatabaseUser -ServerId 1 }
        Save-State
        $entries = Get-Entries { & "Get-$Noun" -Id $made.Id | & "Remove-$Noun" -Confirm:$false }
        $undone = @(Undo-NpChange -Job $entries)
        $undone[0].Action | Should -Be Added
        $undone[0].Id | Should -BeGreaterThan $made.Id
        "$($undone[0])" | Should -BeLike "*added again with ID $($undone[0].Id)"
        (& "Get-$Noun" -Id $undone[0].Id) | Should -Not -BeNullOrEmpty
        Assert-AsBefore
        Undo-NpChange -Job $entries | Should -BeNullOrEmpty
    }
}

Describe 'The password of a record of <Noun>' -ForEach ($nouns | Where-Object { $_.New.Password }) {
    It 'is set back to its hash' {
        New-Scene
        if ($Setup) { . $Setup *>$null }
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        $made = & "New-$Noun" @New
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
        $entries = Get-Entries { & "Get-$Noun" -Id $made.Id | & "Set-$Noun" -Password 'Other-Pw-456!' }
        Compare-NpState $folder | Should -Not -BeNullOrEmpty
        (Undo-NpChange -Job $entries).Changes.Member | Should -Match 'Password'
        Compare-NpState $folder | Should -BeNullOrEmpty
        Undo-NpChange -Job $entries | Should -BeNullOrEmpty
    }
}

Describe 'Changes that were made together' {
    BeforeEach {
        New-Scene
        $WarningPreference = 'SilentlyContinue'
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
    }

    It 'are taken back in the order in which objects need each other' {
        $null = Export-NpState $folder -IncludeSecrets
        $start = Get-LastEntry
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        Set-RichPanel
        # The panel does not log filters of mailboxes.
        Get-NpMailboxFilter | Remove-NpMailboxFilter -Confirm:$false
        $undone = Get-NpChange | Where-Object { $_.Id -gt $start -and $_.Noun -ne '' } | Undo-NpChange -Confirm:$false -WarningVariable warnings -ErrorVariable problems
        $problems | Should -BeNullOrEmpty
        $undone.Count | Should -BeGreaterThan 30
        Compare-NpState $folder | Should -BeNullOrEmpty
    }

    It 'are taken back if a client was removed with everything it owns' {
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox anna@a.example -Password 'Mb-Pw-123!'
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        $null = New-NpWebFolder /private -Website shop.example
        $null = New-NpWebFolderUser peter -Folder /private -Password 'Fo-Pw-123!'
        $null = New-NpDatabaseUser shop -Client acme -Password 'Db-Pw-123!' -ServerId 1
        $null = New-NpDatabase -Website shop.example -Name shop -DatabaseUser shop
        $null = New-NpDnsZone a.example ns1.nodepoint.eu -Client acme
        $null = New-NpDnsRecord a.example www A 203.0.113.1
        $null = Export-NpState $folder -IncludeSecrets
        $entries = Get-Entries { Remove-NpClient acme -Recurse -Confirm:$false }
        Get-NpWebsite | Should -BeNullOrEmpty
        $before = Get-Writes
        $plan = Undo-NpChange -Job $entries -WhatIf -Verbose -ErrorVariable problems 4>&1
        $problems | Should -BeNullOrEmpty
        $plan.Count | Should -BeGreaterThan 9
        Get-Writes | Should -Be $before
        $undone = Undo-NpChange -Job $entries -ErrorVariable problems
        $problems | Should -BeNullOrEmpty
        $undone[0].Noun | Should -Be NpClient
        (Compare-NpState $folder).ForEach{ "$_" } | Should -BeNullOrEmpty
        (Get-NpFtpUser acmeshop).Directory | Should -Be (Get-NpWebsite shop.example).DocumentRoot
        Undo-NpChange -Job $entries | Should -BeNullOrEmpty
    }

    It 'are taken back if a mail domain was renamed and given to another client, with what belongs to it' {
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox anna@a.example -Password 'Mb-Pw-123!'
        $null = New-NpMailForward press@a.example anna@a.example
        $null = Export-NpState $folder -IncludeSecrets
        $entries = Get-Entries { Set-NpMailDomain a.example -NewDomain b.example; Set-NpMailDomain b.example -Client small }
        (Get-NpMailbox anna@b.example).Client | Should -Be small
        $undone = Undo-NpChange -Job $entries -ErrorVariable problems
        $problems | Should -BeNullOrEmpty
        "$($undone | Where-Object Noun -eq NpMailDomain)" | Should -BeLike "Mail domain b.example: Domain from 'b.example' to 'a.example', Client from 'small' to 'acme'"
        # The panel adds spam users when it renames a mail domain, whichever way.
        (Compare-NpState $folder -Exclude NpSpamUser).ForEach{ "$_" } | Should -BeNullOrEmpty
        Undo-NpChange -Job $entries | Should -BeNullOrEmpty
    }

    It 'are taken back where an object refers to one that was added or removed' {
        $old = New-NpSpamPolicy Old
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpSpamUser info@a.example -Policy Old
        $null = Export-NpState $folder -IncludeSecrets
        $entries = Get-Entries {
            New-NpSpamPolicy New
            Set-NpSpamUser info@a.example -Policy New
            Remove-NpSpamPolicy Old -Confirm:$false
        }
        $undone = Undo-NpChange -Job $entries -Confirm:$false -ErrorVariable problems
        $problems | Should -BeNullOrEmpty
        $undone.Action | Should -Be Added, Changed, Removed
        (Compare-NpState $folder).ForEach{ "$_" } | Should -BeNullOrEmpty
    }

    It 'are taken back as what they come to, in one request for each object' {
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox anna@a.example -Password 'Mb-Pw-123!' -Quota 1GB
        $null = Export-NpState $folder -IncludeSecrets
        $entries = Get-Entries {
            Set-NpMailbox anna@a.example -Quota 2GB
            Set-NpMailbox anna@a.example -Quota 5GB -Password 'Other-Pw-456!'
            New-NpMailbox new@a.example -Password 'Mb-Pw-123!'
            Remove-NpMailbox new@a.example -Confirm:$false
        }
        $before = Get-Writes
        $undone = Undo-NpChange -Job $entries
        (Get-Writes) - $before | Should -Be 1
        "$undone" | Should -Be 'Mailbox anna@a.example: PasswordHash changed, Quota from 5 GB to 1 GB'
        "$($undone.Entries)" | Should -Be "$($entries[0..1])"
        Compare-NpState $folder | Should -BeNullOrEmpty
    }

    It 'are taken back if a record of a zone was changed, and its serial rises' {
        $null = New-NpDnsZone a.example ns1.nodepoint.eu -Client acme
        $null = New-NpDnsRecord a.example www A 203.0.113.1
        $null = New-NpDnsRecord a.example old TXT 'keep me'
        $null = Export-NpState $folder
        $entries = Get-Entries {
            Get-NpDnsRecord a.example www | Set-NpDnsRecord -Value 203.0.113.9 -Ttl 600
            Get-NpDnsRecord a.example old | Remove-NpDnsRecord -Confirm:$false
            New-NpDnsRecord a.example new A 203.0.113.7
        }
        $serial = (Get-NpDnsZone a.example).Serial
        $undone = Undo-NpChange -Job $entries -Confirm:$false
        $undone.ForEach{ "$_" } | Should -Be @(
            'DNS record new.a.example. A: removed'
            "DNS record www.a.example. A: Value from '203.0.113.9' to '203.0.113.1', Ttl from '600' to '3600'"
            "DNS record old.a.example. TXT: added again with ID $($undone[2].Id)"
        )
        Compare-NpState $folder | Should -BeNullOrEmpty
        (Get-NpDnsZone a.example).Serial | Should -BeGreaterThan $serial
        Undo-NpChange -Job $entries -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'are taken back since a time, and a second run sends nothing' {
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox anna@a.example -Password 'Mb-Pw-123!' -Quota 1GB
        Set-NpMailbox anna@a.example -Quota 5GB
        $since = (Get-Date).AddHours(-1)
        # The clients of the seed were added in this hour too.
        (Undo-NpChange -Since $since -Confirm:$false).ForEach{ "$_" } | Should -Be 'Mailbox anna@a.example: removed', 'Mail domain a.example: removed', 'Client acme: removed', 'Client small: removed'
        Get-NpClient | Should -BeNullOrEmpty
        $before = Get-Writes
        Undo-NpChange -Since $since | Should -BeNullOrEmpty
        Get-Writes | Should -Be $before
    }
}

Describe 'A change that cannot be taken back as it was' {
    BeforeEach {
        New-Scene
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox anna@a.example -Password 'Mb-Pw-123!' -Quota 1GB
    }

    It 'is left where the member was changed again, and the rest is taken back' {
        $entries = Get-Entries { Set-NpMailbox anna@a.example -Quota 5GB -Name Anna }
        Set-NpMailbox anna@a.example -Name Annabel
        $undone = Undo-NpChange -Job $entries -WarningVariable warnings -WarningAction SilentlyContinue
        "$undone" | Should -Be 'Mailbox anna@a.example: Quota from 5 GB to 1 GB; changed since, so left as it is: Name'
        $undone.ChangedSince.To | Should -Be Annabel
        $warnings | Should -Be "Name of mailbox 'anna@a.example' was changed again since, so it is left as it is."
        (Get-NpMailbox anna@a.example).Name | Should -Be Annabel
        (Get-NpMailbox anna@a.example).Quota | Should -Be 1GB
    }

    It 'is left if the object was removed or added again since' {
        $changed = Get-Entries { Set-NpMailbox anna@a.example -Quota 5GB }
        $removed = Get-Entries { Remove-NpMailbox anna@a.example -Confirm:$false }
        Undo-NpChange -Job $changed -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike "Mailbox 'anna@a.example' was removed since*"
        $null = New-NpMailbox anna@a.example -Password 'Other-Pw-456!'
        Undo-NpChange -Job $removed -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike "Mailbox 'anna@a.example' was added again since, with other values*"
    }

    It 'is refused if something would lose what it belongs to' {
        $entries = Get-Entries { New-NpMailDomain b.example -Client acme }
        $null = New-NpMailbox b@b.example -Password 'Mb-Pw-123!'
        Undo-NpChange -Job $entries -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$problems" | Should -BeLike "*still has: mailbox b@b.example*"
        $removed = Get-Entries { Remove-NpMailbox b@b.example -Confirm:$false }
        Remove-NpMailDomain b.example -Confirm:$false
        Undo-NpChange -Job $removed -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$problems" | Should -BeLike '*b.example*'
    }

    It 'is named if the log does not have it, or it is about something without cmdlets' {
        Undo-NpChange -Job 999999 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ChangeNotLogged*'
        $entries = Get-Entries { Set-NpSystemConfig mail -Name enable_custom_login -Value y }
        Undo-NpChange -Job $entries -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*sys_ini*Set-NpSystemConfig*'
        $entries = Get-Entries { New-NpMailboxFilter lists -Mailbox anna@a.example -Source Subject -SearchTerm x -Action Move -Target Lists }
        Undo-NpChange -Job $entries -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "The change of custom_mailfilter of mailbox 'anna@a.example' is not taken back, because the panel sets it."
    }
}

Describe 'A plan to take changes back' {
    BeforeEach {
        New-Scene
        $null = New-NpMailDomain a.example -Client acme
        $null = 1..6 | ForEach-Object { New-NpMailbox "box$_@a.example" -Password 'Mb-Pw-123!' -Quota 1GB }
        $entries = Get-Entries {
            1..4 | ForEach-Object { Set-NpMailbox "box$_@a.example" -Quota 5GB }
            Remove-NpMailbox box5@a.example -Confirm:$false
            New-NpMailbox new@a.example -Password 'Mb-Pw-123!'
        }
    }

    It 'is shown with -WhatIf, which sends no write' {
        $before = Get-Writes
        $said = Undo-NpChange -Job $entries -WhatIf -Verbose 4>&1
        Get-Writes | Should -Be $before
        Get-NpMailbox box5@a.example -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$said" | Should -Not -Match '\$6\$'
        "$said" | Should -BeLike '*mailbox new@a.example (ID *): Remove*mailbox box1@a.example (ID *): Set Quota from 5 GB to 1 GB*mailbox box5@a.example: Add again with its old values*'
    }

    It 'asks before it removes what was added, unless -Confirm:$false' {
        $ConfirmPreference = 'High'
        # The specs have nobody who could answer.
        { Undo-NpChange -Job $entries -ErrorAction Stop } | Should -Throw
        Get-NpMailbox new@a.example | Should -Not -BeNullOrEmpty
    }

    It 'shows a secret that is set back as changed, and nothing that was not changed since as left' {
        $secret = Get-Entries { Set-NpMailbox box6@a.example -Password 'Other-Pw-456!' }
        $said = Undo-NpChange -Job $secret -WhatIf -Verbose -WarningVariable warnings 4>&1
        $warnings | Should -BeNullOrEmpty
        "$said" | Should -BeLike '*mailbox box6@a.example (ID *): Set Password*'
    }

    It 'is resumed with its journal' {
        $journal = Join-Path $TestDrive undo.jsonl
        $null = Undo-NpChange -Job $entries[0..1] -Journal $journal
        $null = Undo-NpChange -Job $entries -Journal $journal -Confirm:$false
        (Get-NpMailbox box?@a.example).Quota | Should -Be (@(1GB) * 6)
        Get-NpMailbox new@a.example -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Content $journal -Raw | Should -Not -Match '\$6\$|Pw-123'
        $before = Get-Writes
        Undo-NpChange -Job $entries -Journal $journal -Confirm:$false | Should -BeNullOrEmpty
        Get-Writes | Should -Be $before
    }

    It 'accepts changes from the pipeline and from a file, and refuses those of another panel' {
        $file = Join-Path $TestDrive changes.csv
        Get-NpChange -Key box1@* | Where-Object Action -eq Changed | Export-Csv $file
        (Import-Csv $file | Undo-NpChange).Key | Should -Be box1@a.example
        (Get-NpChange -Key box2@* | Where-Object Action -eq Changed | Undo-NpChange).Key | Should -Be box2@a.example
    }
}
