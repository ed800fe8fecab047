print("wrkaud")
