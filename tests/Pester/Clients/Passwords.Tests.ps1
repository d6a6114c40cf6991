# Passwords are sent as hashes. The specs also show what the panel does with plain-text ones.
Describe 'Passwords' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        # What a server does at a login: it hashes the password with the setting of the stored hash, and compares.
        function Test-Password($Password, $Stored) { [Nodepoint.IspConfig.Model.Passwords.Sha512Crypt]::Hash($Password, $Stored) -ceq $Stored }
        function Get-Stored($Function, $Id, $Column = 'password') { (Invoke-NpApi $Function @{ primary_id = $Id }).$Column }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'of mailboxes work with an umlaut, where the panel would hash other bytes' {
        $plain = @{ server_id = 1; email = 'panel@example.com'; login = 'panel@example.com'; password = 'Grüße-123-Köln'; quota = 0; maildir = '/var/vmail/example.com/panel'; homedir = '/var/vmail'; uid = 5000; gid = 5000; postfix = 'y' }
        $id = Invoke-NpApi mail_user_add @{ client_id = 1; params = $plain }
        Test-Password 'Grüße-123-Köln' (Get-Stored mail_user_get $id) | Should -BeFalse
        $box = New-NpMailbox here@example.com -Password 'Grüße-123-Köln'
        Test-Password 'Grüße-123-Köln' (Get-Stored mail_user_get $box.Id) | Should -BeTrue
        Set-NpMailbox panel@example.com -Password 'Straße-123-naß'
        Test-Password 'Straße-123-naß' (Get-Stored mail_user_get $id) | Should -BeTrue
    }

    It 'of mailboxes keep characters that Latin-1 does not have, where the panel would hash question marks' {
        $plain = @{ server_id = 1; email = 'panel@example.com'; login = 'panel@example.com'; password = 'Ab-123-☃Ā'; quota = 0; maildir = '/var/vmail/example.com/panel'; homedir = '/var/vmail'; uid = 5000; gid = 5000; postfix = 'y' }
        $id = Invoke-NpApi mail_user_add @{ client_id = 1; params = $plain }
        Test-Password 'Ab-123-??' (Get-Stored mail_user_get $id) | Should -BeTrue
        $box = New-NpMailbox here@example.com -Password 'Ab-123-☃Ā'
        Test-Password 'Ab-123-??' (Get-Stored mail_user_get $box.Id) | Should -BeFalse
        Test-Password 'Ab-123-☃Ā' (Get-Stored mail_user_get $box.Id) | Should -BeTrue
    }

    It 'are stored in the panel''s format, each with its own salt' {
        $ids = (New-NpMailbox a@example.com -Password 'Mb-Pw-123!').Id, (New-NpMailbox b@example.com -Password 'Mb-Pw-123!').Id
        $stored = $ids | ForEach-Object { Get-Stored mail_user_get $_ }
        $stored | Should -Match '^\$6\$rounds=5000\$[./0-9A-Za-z]{16}\$[./0-9A-Za-z]{86}$'
        $stored[0] | Should -Not -Be $stored[1]
    }

    It 'work for FTP, shell and folder users and for statistics' {
        $null = New-NpWebsite shop.example -Client acme -StatisticsPassword 'Stät-Pw-123!'
        $site = Get-NpWebsite shop.example
        $ftp = $site | New-NpFtpUser -Username ftp -Password 'Ftp-ü-123!'
        $shell = $site | New-NpShellUser -Username sh -Password 'Shell-ü-123!'
        $folder = $site | New-NpWebFolder -Path /private
        $user = New-NpWebFolderUser peter -WebFolder $folder -Password 'Folder-ü-123!'
        Test-Password 'Stät-Pw-123!' (Get-Stored sites_web_domain_get $site.Id stats_password) | Should -BeTrue
        Test-Password 'Ftp-ü-123!' (Get-Stored sites_ftp_user_get $ftp.Id) | Should -BeTrue
        Test-Password 'Shell-ü-123!' (Get-Stored sites_shell_user_get $shell.Id) | Should -BeTrue
        Test-Password 'Folder-ü-123!' (Get-Stored sites_web_folder_user_get $user.Id) | Should -BeTrue
        Set-NpFtpUser $ftp.Id -Password 'Ftp-ö-123!'
        Set-NpShellUser $shell.Id -Password 'Shell-ö-123!'
        Set-NpWebFolderUser $user.Id -Password 'Folder-ö-123!'
        Set-NpWebsite shop.example -StatisticsPassword 'Stöt-Pw-123!'
        Test-Password 'Stöt-Pw-123!' (Get-Stored sites_web_domain_get $site.Id stats_password) | Should -BeTrue
        Test-Password 'Ftp-ö-123!' (Get-Stored sites_ftp_user_get $ftp.Id) | Should -BeTrue
        Test-Password 'Shell-ö-123!' (Get-Stored sites_shell_user_get $shell.Id) | Should -BeTrue
        Test-Password 'Folder-ö-123!' (Get-Stored sites_web_folder_user_get $user.Id) | Should -BeTrue
    }

    It 'work for clients, also after another value is changed' {
        $null = New-NpClient birch 'Bo Birch' bo@birch.example -Password 'Bürch-Pw-123!'
        (Test-NpClientLogin birch -Password 'Bürch-Pw-123!').IsValid | Should -BeTrue
        (Test-NpClientLogin bo@birch.example -Password 'Bürch-Pw-123!').IsValid | Should -BeTrue
        Set-NpClient birch -City Köln
        (Test-NpClientLogin birch -Password 'Bürch-Pw-123!').IsValid | Should -BeTrue
        Set-NpClient birch -Password 'Börch-Pw-123!'
        (Test-NpClientLogin birch -Password 'Börch-Pw-123!').IsValid | Should -BeTrue
        (Test-NpClientLogin bo@birch.example -Password 'Börch-Pw-123!').IsValid | Should -BeTrue
        Set-NpClientPassword birch -Password 'Bärch-Pw-123!'
        (Test-NpClientLogin birch -Password 'Bärch-Pw-123!').IsValid | Should -BeTrue
    }

    It 'of database users can contain a quote, where the panel would hash a backslash with it' {
        function Get-Native($Password) { $sha = [Security.Cryptography.SHA1]::Create(); '*' + [Convert]::ToHexString($sha.ComputeHash($sha.ComputeHash([Text.Encoding]::UTF8.GetBytes($Password)))) }
        $id = Invoke-NpApi sites_database_user_add @{ client_id = 1; params = @{ server_id = 0; database_user = 'c1panel'; database_user_prefix = 'c1'; database_password = "Db-'Pw'-123!" } }
        Get-Stored sites_database_user_get $id database_password | Should -Not -Be (Get-Native "Db-'Pw'-123!")
        $user = New-NpDatabaseUser here -Client acme -Password "Db-'Pw'-123!"
        Get-Stored sites_database_user_get $user.Id database_password | Should -Be (Get-Native "Db-'Pw'-123!")
        Set-NpDatabaseUser $user.Id -Password 'Db-"Pw"-123!'
        Get-Stored sites_database_user_get $user.Id database_password | Should -Be (Get-Native 'Db-"Pw"-123!')
    }

    It 'that are weak by the panel''s rule are refused before anything is sent' {
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        $before = Get-Stored mail_user_get 1
        $jobs = (Get-NpJobQueue).Count
        foreach ($try in { New-NpMailbox b@example.com -Password 'weak' -ErrorAction Stop }, { Set-NpMailbox a@example.com -Password 'weak' -ErrorAction Stop }, { New-NpClient birch 'Bo' bo@birch.example -Password 'weak' -ErrorAction Stop }) {
            $problem = $try | Should -Throw -PassThru
            $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidPassword*'
            "$problem" | Should -BeLike '*too weak*8 characters*'
            "$problem" | Should -Not -BeLike '*''weak''*'
        }
        (Get-NpJobQueue).Count | Should -Be $jobs
        Get-Stored mail_user_get 1 | Should -Be $before
        { Get-NpMailbox b@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'

        $null = Set-NpSystemConfig misc min_password_length 14
        { New-NpMailbox b@example.com -Password 'Mb-Pw-123!' -ErrorAction Stop } | Should -Throw -ExpectedMessage '*14 characters*'
        $null = Set-NpSystemConfig misc min_password_length 4
        $null = Set-NpSystemConfig misc min_password_strength 0
        (New-NpMailbox b@example.com -Password 'weak').Email | Should -Be 'b@example.com'
    }

    It 'that are longer than any server compares are refused' {
        { New-NpMailbox a@example.com -Password ('Mb-Pw-123!' * 52) -ErrorAction Stop } | Should -Throw -ExpectedMessage '*512 bytes*'
    }

    It 'that are generated are sent as a hash and shown once' {
        $box = New-NpMailbox a@example.com -GeneratePassword
        Test-Password $box.GeneratedPassword (Get-Stored mail_user_get $box.Id) | Should -BeTrue
        $box.Password | Should -BeNullOrEmpty
        $box.PasswordHash | Should -BeNullOrEmpty
    }

    It 'stay when something else changes' {
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        $before = Get-Stored mail_user_get 1
        Set-NpMailbox a@example.com -Name Anna
        Get-NpMailbox a@example.com | Set-NpMailbox -Quota 1GB
        Get-Stored mail_user_get 1 | Should -Be $before
    }
}

Describe 'Existing hashes' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $sha512 = '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1'
        $bcrypt = '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'
        $native = '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'
        function Get-Stored($Function, $Id, $Column = 'password') { (Invoke-NpApi $Function @{ primary_id = $Id }).$Column }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'are stored unchanged' {
        $box = New-NpMailbox a@example.com -PasswordHash $sha512
        Get-Stored mail_user_get $box.Id | Should -BeExactly $sha512
        Set-NpMailbox a@example.com -PasswordHash $bcrypt
        Get-Stored mail_user_get $box.Id | Should -BeExactly $bcrypt
        Set-NpMailbox a@example.com -PasswordHash "{BLF-CRYPT}$bcrypt"
        Get-Stored mail_user_get $box.Id | Should -BeExactly "{BLF-CRYPT}$bcrypt"
        $null = New-NpClient birch 'Bo Birch' bo@birch.example -PasswordHash $sha512
        (Test-NpClientLogin birch -Password 'Hello world!').IsValid | Should -BeTrue
        (Test-NpClientLogin bo@birch.example -Password 'Hello world!').IsValid | Should -BeTrue
        $user = New-NpDatabaseUser shop -Client acme -PasswordHash $native
        Get-Stored sites_database_user_get $user.Id database_password | Should -BeExactly $native
        $site = New-NpWebsite shop.example -Client acme -StatisticsPasswordHash $sha512
        Get-Stored sites_web_domain_get $site.Id stats_password | Should -BeExactly $sha512
        $shell = New-NpShellUser sh -Website shop.example -PasswordHash $sha512
        Get-Stored sites_shell_user_get $shell.Id | Should -BeExactly $sha512
    }

    It 'come from a CSV file, beside rows with a password' {
        Set-Content TestDrive:/boxes.csv "email,password,cryptedpassword`na@example.com,,$sha512`nb@example.com,Mb-Pw-123!,"
        $boxes = Import-Csv TestDrive:/boxes.csv | New-NpMailbox
        Get-Stored mail_user_get $boxes[0].Id | Should -BeExactly $sha512
        Get-Stored mail_user_get $boxes[1].Id | Should -BeLike '$6$rounds=5000$*'
        $changes = [pscustomobject]@{ Identity = 'a@example.com'; PasswordHash = $bcrypt }, [pscustomobject]@{ Identity = 'b@example.com'; PasswordHash = $sha512 }
        $changes | Set-NpMailbox
        Get-Stored mail_user_get $boxes[0].Id | Should -BeExactly $bcrypt
        Get-Stored mail_user_get $boxes[1].Id | Should -BeExactly $sha512
    }

    It 'are not accepted together with a password' {
        { New-NpMailbox a@example.com -Password 'Mb-Pw-123!' -PasswordHash $sha512 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-Password or -PasswordHash, not both*'
        $null = New-NpMailbox a@example.com -PasswordHash $sha512
        { Set-NpMailbox a@example.com -Password 'Mb-Pw-123!' -PasswordHash $sha512 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-Password or -PasswordHash, not both*'
        New-NpMailbox b@example.com -PasswordHash $sha512 -GeneratePassword | Select-Object -ExpandProperty GeneratedPassword -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'that are not valid are refused, and the text is not repeated: <what>' -TestCases @(
        @{ what = 'a plain password'; text = 'My-Secret-123!' }
        @{ what = 'one whose $6 PowerShell read as a variable'; text = '=5000$abc$My-Secret' }
        @{ what = 'one that was cut'; text = '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSM' }
        @{ what = 'one with too few rounds to be compared'; text = '$6$rounds=10$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.' }
        @{ what = 'a plain-text password in Dovecot''s format'; text = '{PLAIN}My-Secret-123!' }
    ) {
        param($what, $text)
        $problem = { New-NpMailbox a@example.com -PasswordHash $text -ErrorAction Stop } | Should -Throw -PassThru
        "$problem" | Should -BeLike '*single quotes*'
        "$problem $($problem.Exception) $($problem | Format-List * -Force | Out-String)" | Should -Not -BeLike "*$([WildcardPattern]::Escape($text))*"
    }

    It 'that the server cannot compare are refused' {
        { New-NpClient birch 'Bo' bo@birch.example -PasswordHash $bcrypt -ErrorAction Stop } | Should -Throw -ExpectedMessage '*panel*'
        { New-NpDatabaseUser shop -Client acme -PasswordHash $sha512 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*mysql_native_password*'
        { New-NpDatabaseUser shop -Client acme -PasswordHash $native.ToLowerInvariant() -ErrorAction Stop } | Should -Throw -ExpectedMessage '*uppercase*'
    }

    It 'and passwords appear in no message' {
        # An error shows the line of the script, so the passwords are in variables.
        $password = 'Mb-Pw-123!'
        $told = & {
            New-NpMailbox a@example.com -PasswordHash $sha512 -WhatIf -Verbose
            New-NpMailbox a@example.com -PasswordHash $sha512 -Verbose
            New-NpMailbox a@example.com -PasswordHash $sha512 -Verbose
            New-NpMailbox b@example.com -Password $password -Verbose | Format-List * -Force
            Set-NpMailbox b@example.com -PasswordHash $sha512 -Verbose -WhatIf
            Set-NpMailbox b@example.com -PasswordHash $sha512 -Verbose -PassThru | Format-List * -Force
            Set-NpMailbox b@example.com -Password $password -PasswordHash $sha512 -Verbose
            New-NpClient acme 'Bo' bo@birch.example -Password $password -Verbose
        } *>&1 | Out-String -Width 500
        $told | Should -BeLike '*a@example.com was added*'
        $told | Should -Not -BeLike '*Pw-123!*'
        $told | Should -Not -BeLike '*svn8UoSVapNtMuq1*'
        $told | Should -Not -BeLike '*rounds=5000*'
    }
}

Describe 'A password hash that is wanted' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpMailDomain hash.example -Client acme
        $null = New-NpMailbox info@hash.example -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'is returned with -IncludePasswordHash only, as a secure string that is not printed' {
        (Get-NpMailbox info@hash.example).PasswordHash | Should -BeNullOrEmpty
        $box = Get-NpMailbox info@hash.example -IncludePasswordHash
        $hash = $box.PasswordHash | ConvertFrom-SecureString -AsPlainText
        $hash | Should -BeExactly (Invoke-NpApi mail_user_get @{ primary_id = $box.Id }).password
        foreach ($text in ($box | Format-List * | Out-String), ($box | ConvertTo-Json -Depth 5), ($box | ConvertTo-Csv | Out-String)) { $text.Contains($hash) | Should -BeFalse }
    }

    It 'is accepted by New- and Set-, so that a password can be taken over' {
        $hash = (Get-NpMailbox -IncludePasswordHash | Where-Object Email -eq info@hash.example).PasswordHash
        $null = New-NpMailbox other@hash.example -PasswordHash $hash
        $boxes = Get-NpMailbox *@hash.example -IncludePasswordHash
        @($boxes.PasswordHash | ConvertFrom-SecureString -AsPlainText | Select-Object -Unique).Count | Should -Be 1
    }

    It 'can be read of everything that is stored with a hash' {
        $library = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Nodepoint.IspConfig' } | Select-Object -First 1
        foreach ($noun in $library.GetType('Nodepoint.IspConfig.Model.PanelNouns')::All | Where-Object CmdletNoun) {
            (Get-Command "Get-$($noun.CmdletNoun)").Parameters.ContainsKey('IncludePasswordHash') | Should -Be ($null -ne $noun.Hashed) -Because $noun.CmdletNoun
        }
    }
}
