# What the servers of a panel in use have measured: usage, traffic, backups, jobs, versions, templates.
Describe 'A panel in use' -Tag Seed {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/UsedPanel.ps1')
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'shows the disk usage of websites in bytes, with the limits that the server has set' {
        $site = Get-NpWebsiteUsage orchard | Where-Object Domain -eq orchard.example.com
        $site.Used, $site.Quota, $site.Percent | Should -Be (768000 * 1KB), 1000MB, 75.0
        $site.SoftLimit, $site.HardLimit, $site.Files | Should -Be (1024000 * 1KB), (1025024 * 1KB), 1200
        $over = Get-NpWebsiteUsage -Website shop.example.com
        $over.Used, $over.Percent | Should -Be (530000 * 1KB), 103.5
    }

    It 'shows a website that was not measured as empty, and one without a quota without limits' {
        $free = Get-NpWebsiteUsage solo
        $free.Domain, $free.Used, $free.Quota, $free.SoftLimit, $free.Percent | Should -Be 'solo.example', (4096 * 1KB), -1, -1, $null
        (Get-NpWebsiteUsage pier).Used | Should -Be 0
    }

    It 'shows only what belongs to the client, although a website that everybody may read is in every answer' {
        (Get-NpWebsiteUsage orchard).Domain | Should -Be orchard.example.com, shop.example.com
        (Get-NpWebsiteUsage).Domain | Should -Not -Contain status.example
        @(Get-NpWebsiteUsage).Count | Should -Be 7
    }

    It 'shows for a reseller what its clients use too' {
        (Get-NpWebsiteUsage grove).Domain | Should -Be grove.example, meadow.example.net, orchard.example.com, shop.example.com
        (Get-NpMailboxUsage -Client grove).Email | Should -Contain info@orchard.example.com
    }

    It 'does not take the client ID 0 for everybody' -ForEach 'Get-NpWebsiteUsage', 'Get-NpDatabaseUsage', 'Get-NpWebsiteTraffic' {
        { & $_ -Client 0 -ErrorAction Stop } | Should -Throw -ErrorId 'ClientRequired*'
    }

    It 'shows how full mailboxes are, with their names as they were entered' {
        $box = Get-NpMailboxUsage info@orchard.example.com
        $box.Used, $box.Quota, $box.Free, $box.Percent | Should -Be 50MB, 100MB, 50MB, 50.0
        (Get-NpMailboxUsage full@orchard.example.com).Percent | Should -Be 120.0
        (Get-NpMailboxUsage info@meadow.example.net).Quota | Should -Be -1
        (Get-NpMailboxUsage news@meadow.example.net).Name | Should -Be 'Jo & Co '
        (Get-NpMailboxUsage news@meadow.example.net).Used | Should -Be 0
    }

    It 'shows the size of databases against their quota in binary megabytes' {
        $database = Get-NpDatabaseUsage orchard | Where-Object Name -eq c5shop
        $database.Used, $database.Quota, $database.Percent | Should -Be 95000000, 100MB, 90.6
        (Get-NpDatabaseUsage meadow).Quota | Should -Be -1
        (Get-NpDatabaseUsage -Website grove.example).Used | Should -Be 0
    }

    It 'shows the traffic of websites' {
        $site = Get-NpWebsiteTraffic orchard | Where-Object Domain -eq orchard.example.com
        $site.ThisMonth, $site.ThisYear, $site.LastYear | Should -Be 1000000, 12000000, 12000000
        (Get-NpWebsiteTraffic meadow | Where-Object Domain -eq meadow.example.net).ThisMonth | Should -Be 5000000300
        (Get-NpWebsiteTraffic orchard | Where-Object Domain -eq shop.example.com).ThisMonth | Should -BeNullOrEmpty
        (Get-NpWebsiteTraffic).Domain | Should -Not -Contain pier.example.org -Because 'the panel leaves out inactive websites'
    }

    It 'says that it cannot tell FTP traffic, instead of showing empty values' {
        Get-NpFtpTraffic -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        @($said).Count | Should -Be 1
        "$said" | Should -BeLike '*did not tell the FTP traffic*'
    }

    It 'lists the backups of a website or a mailbox only, although the panel ignores which one is asked for' {
        (Get-NpWebsiteBackup orchard.example.com).Id | Should -Be 1, 2, 8
        (Get-NpMailboxBackup info@orchard.example.com).Id | Sort-Object | Should -Be 1, 2, 7
        $encrypted = Get-NpWebsiteBackup shop.example.com
        $encrypted.Encrypted | Should -BeTrue
        ($encrypted | Format-List * -Force | Out-String) | Should -Not -Match 'assword'
        (Get-NpWebsiteBackup | Where-Object Website -eq '').Id | Should -Be 7
    }

    It 'does not restore a backup that has no server' {
        { Restore-NpWebsiteBackup 8 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'shows jobs in every state, with their errors' {
        $failed = Get-NpDataLog -Id 9
        $failed.Status, $failed.User, $failed.Table, $failed.RecordId | Should -Be error, orchard, web_domain, 2
        $failed.Error | Should -BeLike 'nginx: *unknown directive "bogus"*'
        $failed.Changes.New | Should -Be 'bogus;'
        (Get-NpDataLog -Id 10).Status | Should -Be pending
        (Get-NpDataLog -Id 11).Status, (Get-NpDataLog -Id 11).Error | Should -Be warning, 'Quota not set: no quota on this file system.'
    }

    It 'counts the jobs of each server' {
        $queue = Get-NpServer | ForEach-Object { Get-NpJobQueue $_.Name }
        ($queue | Measure-Object Waiting -Sum).Sum | Should -BeGreaterThan 0
        foreach ($one in $queue) { $one.Waiting | Should -Be ([long](Invoke-NpApi monitor_jobqueue_count @{ server_id = $one.ServerId })) }
    }

    It 'shows PHP versions that are switched off as such, and one with a colon in its name whole' {
        $versions = Get-NpPhpVersion 1
        ($versions | Where-Object Id -eq 2).Active | Should -BeFalse
        ($versions | Where-Object Id -eq 1).Active | Should -BeTrue
        ($versions | Where-Object Id -eq 6).Name | Should -Be 'PHP 8.4: beta'
        ($versions | Where-Object Id -eq 4).Fpm, ($versions | Where-Object Id -eq 4).FastCgi | Should -Be $false, $true
    }

    It 'finds a server by an IPv6 address in any spelling' {
        (Get-NpServer -IPAddress '2001:db8:0::22').Id | Should -Be 2
        (Get-NpServer -IPAddress '2001:db8::22').Id | Should -Be 2
    }
}

Describe 'A client with templates' -Tag Seed {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/UsedPanel.ps1')
        function Get-Assignment([long] $Id) { Invoke-NpApi client_template_additional_get @{ client_id = $Id } | ForEach-Object { "$($_.assigned_template_id):$($_.client_template_id)" } }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'keeps its additional templates when something else changes' {
        Set-NpClient meadow -City Delft -WarningAction SilentlyContinue
        Get-Assignment 6 | Should -Be '2:2', '3:2'
        (Get-NpClient meadow).City | Should -Be Delft
        (Get-NpClientTemplateAssignment meadow).TemplateId | Should -Be 2, 2
    }

    It 'gets the limits of its templates again with every change, which -WhatIf says' {
        $plan = Set-NpClient orchard -City Delft -WhatIf -Verbose -WarningAction SilentlyContinue 4>&1 | Out-String
        $plan | Should -Match 'MailboxLimit from 2 to 20'
        (Get-NpClient orchard).MailboxLimit | Should -Be 2
        Set-NpClient orchard -City Delft -WarningAction SilentlyContinue
        $after = Get-NpClient orchard
        $after.MailboxLimit, $after.WebsiteLimit, $after.CronFrequency | Should -Be 20, 3, 5
    }

    It 'has exactly the limits that were planned' {
        $planned = Set-NpClient meadow -City Delft -WarningAction SilentlyContinue -PassThru
        Set-NpClient meadow -City Delft -Verbose -WarningAction SilentlyContinue 4>&1 | Out-String | Should -BeLike '*these values already*' -Because 'everything that the panel sets was part of the plan'
    }

    It 'does not accept a limit that would not last' {
        $problem = { Set-NpClient orchard -MailboxLimit 7 -ErrorAction Stop } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'ChangeNotAllowed*'
        "$problem" | Should -BeLike "*-MailboxLimit*template 'Starter'*-TemplateId 0*"
        (Get-NpClient orchard).MailboxLimit | Should -Be 2
    }

    It 'gets its own limits without a template' {
        Set-NpClient orchard -TemplateId 0 -MailboxLimit 7 -WarningAction SilentlyContinue
        (Get-NpClient orchard).MailboxLimit | Should -Be 7
    }

    It 'leaves no assignments behind when it is removed' {
        Remove-NpClient meadow -Recurse -Confirm:$false -WarningAction SilentlyContinue
        Get-Assignment 6 | Should -BeNullOrEmpty
    }
}
